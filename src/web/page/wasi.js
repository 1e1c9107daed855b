"use strict";
// As much of WASI preview 1 as one job needs: arguments, nothing in the environment, stdin, stdout. No files, no clock.

const OK = 0, BAD_DESCRIPTOR = 8, NOT_THERE = 52;

/** What the program imports, for a job whose bytes are `input`. */
function wasi(module, input) {
  let memory = null;
  let read = 0;
  const written = [];
  const told = [];
  const view = () => new DataView(memory.buffer);
  const vectors = (at, many) => {
    const memoryView = view();
    return Array.from({ length: many }, (_, nth) => {
      const start = memoryView.getUint32(at + nth * 8, true);
      return new Uint8Array(memory.buffer, start, memoryView.getUint32(at + nth * 8 + 4, true));
    });
  };
  const nothing = (count, bytes) => {
    view().setUint32(count, 0, true);
    view().setUint32(bytes, 0, true);
    return OK;
  };
  const known = {
    args_sizes_get: nothing,
    args_get: () => OK,
    environ_sizes_get: nothing,
    environ_get: () => OK,
    clock_time_get: (_id, _precision, at) => (view().setBigUint64(at, 0n, true), OK),
    random_get: (at, length) => {
      for (let from = 0; from < length; from += 65536) {
        crypto.getRandomValues(new Uint8Array(memory.buffer, at + from, Math.min(65536, length - from)));
      }
      return OK;
    },
    sched_yield: () => OK,
    fd_read: (descriptor, at, many, result) => {
      if (descriptor !== 0) return BAD_DESCRIPTOR;
      let length = 0;
      for (const vector of vectors(at, many)) {
        const part = input.subarray(read, read + vector.length);
        vector.set(part);
        read += part.length;
        length += part.length;
      }
      view().setUint32(result, length, true);
      return OK;
    },
    fd_write: (descriptor, at, many, result) => {
      if (descriptor !== 1 && descriptor !== 2) return BAD_DESCRIPTOR;
      let length = 0;
      for (const vector of vectors(at, many)) {
        (descriptor === 1 ? written : told).push(vector.slice());
        length += vector.length;
      }
      view().setUint32(result, length, true);
      return OK;
    },
    fd_prestat_get: () => BAD_DESCRIPTOR,
    proc_exit: (code) => {
      throw new Exit(code);
    },
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ||= {};
    imports[from][name] = known[name] || (() => NOT_THERE);
  }
  return {
    imports,
    start: (instance) => {
      memory = instance.exports.memory;
      instance.exports._start();
    },
    output: () => joined(written),
    told: () => new TextDecoder().decode(joined(told)),
  };
}

class Exit {
  constructor(code) {
    this.code = code;
  }
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
