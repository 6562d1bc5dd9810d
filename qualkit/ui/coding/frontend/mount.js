// What Streamlit calls, and how an interview stays while its component is mounted anew (a page left and come back to).

const KEPT = (window.__qkKept ||= new Map()); // document key -> Coder

// Called with the snapshot; what it returns is called when Streamlit takes the component off the page, and also for a
// call that another one has overtaken, so only the latest call's word counts.
export default function ({ data, parentElement, setTriggerValue }) {
  const snapshot = JSON.parse(new TextDecoder().decode(data));
  const place = (parentElement.__qkPlace ||= newPlace(parentElement, snapshot));
  const call = ++place.calls;
  place.coder.snapshot = snapshot;
  place.coder.wish = (wish) => setTriggerValue("wish", wish);
  if (snapshot.sound) place.coder.player?.renew(snapshot.sound);
  place.hear();
  return () => setTimeout(() => call === place.calls && place.leave());
}

function newPlace(parentElement, snapshot) {
  const { key } = snapshot;
  const coder = KEPT.get(key) || new Coder(snapshot);
  KEPT.set(key, coder);
  coder.adopt(parentElement);
  const hear = () => {
    const way = window.__qkExchanges?.get(key);
    if (!way) return;
    coder.update(way.data, way.send);
    way.reached(coder.model.rev);
  };
  const heard = (event) => event.detail === key && hear();
  window.addEventListener("qk-exchange", heard);
  const leave = () => {
    window.removeEventListener("qk-exchange", heard);
    delete parentElement.__qkPlace;
    if (coder.parent === parentElement) coder.leave(() => KEPT.get(key) === coder && KEPT.delete(key));
  };
  return { calls: 0, coder, hear, leave };
}
