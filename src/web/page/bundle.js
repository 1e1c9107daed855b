// Jobs and answers as they travel: see src/web/bundle.rs.

/** The bytes of a job. */
function packed(head, files) {
  const listed = files.map((file) => ({ name: file.name, bytes: file.bytes.byteLength }));
  const text = new TextEncoder().encode(JSON.stringify({ ...head, files: listed }));
  const total = files.reduce((sum, file) => sum + file.bytes.byteLength, 4 + text.length);
  const bytes = new Uint8Array(total);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const file of files) {
    bytes.set(new Uint8Array(file.bytes), at);
    at += file.bytes.byteLength;
  }
  return bytes;
}

/** An answer taken apart: its head, and its files by name. */
function unpacked(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let at = 4 + length;
  const files = new Map();
  for (const { name, bytes: size } of head.files) {
    files.set(name, bytes.subarray(at, at + size));
    at += size;
  }
  const json = (name) => (files.has(name) ? JSON.parse(new TextDecoder().decode(files.get(name))) : null);
  return { head, files, json };
}
