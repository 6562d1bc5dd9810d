// Invisible: hands the snapshot of an interview, large and unchanging, to the coder. Mounted outside the fragment.
export default function ({ data }) {
  (window.__qkDocuments ||= new Map()).set(data.key, data);
  window.dispatchEvent(new CustomEvent("qk-document", { detail: data.key }));
}
