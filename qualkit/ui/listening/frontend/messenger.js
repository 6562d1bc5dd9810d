// Invisible, and the only part inside the fragment: what the server says goes to the listener, and what the listener
// sends to the server. It is small because Streamlit sends a component's source along at every run of the fragment.
export default function ({ data, setStateValue }) {
  (window.__qkMessages ||= new Map()).set(data.key, { data, setStateValue });
  window.dispatchEvent(new CustomEvent("ql-message", { detail: data.key }));
}
