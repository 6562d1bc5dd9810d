// What Streamlit calls, and how an interview stays while its component is mounted anew (a page left and come back to).

const KEPT = (window.__qkHeard ||= new Map()); // key -> Listener

// Called with every run of the page; what it returns is called when Streamlit takes the component off the page, and for
// a call that another one has overtaken, so only the latest call's word counts.
export default function ({ data, parentElement }) {
  const place = (parentElement.__qkPlace ||= newPlace(parentElement, data));
  const call = ++place.calls;
  place.listener.offer(data);
  place.hear();
  return () => setTimeout(() => call === place.calls && place.leave());
}

function newPlace(parentElement, data) {
  const { key } = data;
  const listener = KEPT.get(key) || new Listener(data);
  KEPT.set(key, listener);
  listener.adopt(parentElement);
  const hear = () => {
    const message = window.__qkMessages?.get(key);
    if (message) listener.hear(message.data, message.setStateValue);
  };
  const heard = (event) => event.detail === key && hear();
  window.addEventListener("ql-message", heard);
  const leave = () => {
    window.removeEventListener("ql-message", heard);
    delete parentElement.__qkPlace;
    if (listener.parent === parentElement) listener.leave(() => KEPT.get(key) === listener && KEPT.delete(key));
  };
  return { calls: 0, listener, hear, leave };
}
