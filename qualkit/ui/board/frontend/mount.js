// What Streamlit calls with every state of the study; the board stays, so that what is open or typed stays.

let BOARD = null;

export default function ({ data, parentElement, setStateValue }) {
  BOARD ||= new Board();
  if (BOARD.root.parentElement !== parentElement) parentElement.append(BOARD.root);
  BOARD.hear(data, setStateValue);
}
