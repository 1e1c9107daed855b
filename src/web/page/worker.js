// Beside the page: unpacks the engine once, then does one job after another, each in a memory of its own.

let engine = null;

async function compiled(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

async function done(bytes) {
  const module = await engine;
  const job = wasi(module, bytes);
  const instance = await WebAssembly.instantiate(module, job.imports);
  try {
    job.start(instance);
  } catch (end) {
    if (!(end instanceof Exit)) throw new Error(job.told() || String(end));
    if (end.code !== 0) throw new Error(job.told() || `mã ${end.code}`);
  }
  return job.output();
}

self.onmessage = async ({ data }) => {
  try {
    if (data.engine) engine = compiled(data.engine);
    else {
      const answer = await done(data.job);
      self.postMessage({ answer }, [answer.buffer]);
    }
  } catch (failure) {
    self.postMessage({ failure: String(failure.message || failure) });
  }
};
