// The engine behind the page: in a worker, or on the server that the page came from.

const JOB_TYPE = "application/vnd.vtvl.job";
/** Seconds after which a job is given up. */
const JOB_SECONDS = 120;

/** A failure with a sentence for the user. */
class Told extends Error {
  constructor(sentence, ask) {
    super(sentence);
    this.ask = ask || null;
  }
}

const TOO_LONG = `Chương trình đã dừng vì đọc quá ${JOB_SECONDS} giây; hãy bỏ trang thừa trong tệp rồi làm lại.`;
const BROKEN = "Chương trình đã dừng giữa chừng khi đọc tệp này. Không tệp nào bị thay đổi; hãy thử lưu lại tệp bằng Excel, hoặc gửi tệp cho người phát triển.";
const GONE = "Không gọi được chương trình vtvl trên máy này; có thể cửa sổ chạy “vtvl serve” đã đóng. Hãy chạy lại rồi tải lại trang.";

/** Milliseconds after which a page that has no answer asks for its turn, and how often; how soon a flood is tried again. */
const TURN_AFTER = 1500;
const AGAIN_AFTER = 3000;
const FLOOD = "Chương trình đang có quá nhiều việc chờ; trang tự gửi lại sau vài giây, không phải làm gì thêm.";

/** A time that ends early, with an error, when the job is given up. */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Told(""));
    });
  });
}

const engine = {
  inside: byId("engine").textContent.trim() !== "",
  worker: null,
  ending: null,

  /** Does a job. One at a time: a new one ends the one before. */
  async run(head, files) {
    this.cancel();
    const job = packed(head, files);
    const bytes = await (this.inside ? this.work(job) : this.ask(job));
    const answer = unpacked(bytes);
    if (answer.head.error) throw new Told(answer.head.error.sentence, answer.head.error.ask);
    return answer;
  },

  /** Ends the job that is being done, if any. */
  cancel() {
    if (this.ending) this.ending();
    this.ending = null;
  },

  start() {
    if (this.worker) return this.worker;
    const url = URL.createObjectURL(new Blob([byId("worker").textContent], { type: "text/javascript" }));
    this.worker = new Worker(url);
    const packed = Uint8Array.from(atob(byId("engine").textContent.trim()), (letter) => letter.charCodeAt(0));
    this.worker.postMessage({ engine: packed }, [packed.buffer]);
    return this.worker;
  },

  work(job) {
    return new Promise((resolve, reject) => {
      const worker = this.start();
      const stop = (failure) => {
        clearTimeout(timer);
        worker.terminate();
        this.worker = null;
        this.ending = null;
        reject(failure);
      };
      const timer = setTimeout(() => stop(new Told(TOO_LONG)), JOB_SECONDS * 1000);
      this.ending = () => stop(new Told(""));
      worker.onerror = () => stop(new Told(BROKEN));
      worker.onmessage = ({ data }) => {
        if (!data.answer) return stop(new Told(BROKEN));
        clearTimeout(timer);
        this.ending = null;
        return resolve(data.answer);
      };
      worker.postMessage({ job }, [job.buffer]);
    });
  },

  async ask(job) {
    const control = new AbortController();
    this.ending = () => control.abort();
    try {
      let response;
      while ((response = await this.sent(job, control.signal)).status === 503) {
        tellBusy(FLOOD);
        await pause(AGAIN_AFTER, control.signal);
        tellBusy(null);
      }
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      throw new Told(refusals()[response.status] || BROKEN);
    } catch (failure) {
      if (failure instanceof Told) throw failure;
      throw new Told(control.signal.aborted ? "" : GONE);
    } finally {
      if (!control.signal.aborted) this.ending = null;
    }
  },

  /** Sends a job; while others are done before it, the page says so. */
  async sent(job, signal) {
    const turn = crypto.getRandomValues(new Uint32Array(4)).join("-");
    let waits = true;
    const told = async () => {
      for (;;) {
        await pause(TURN_AFTER, signal);
        if (!waits) return;
        const before = Number(await (await fetch(`turn/${turn}`, { signal })).text());
        if (waits) tellBusy(before ? `Đang đợi đến lượt: ${count(before)} việc khác được làm trước.` : null);
      }
    };
    // A turn that cannot be told keeps nothing back.
    told().catch(() => {});
    try {
      return await fetch("job", { method: "POST", headers: { "Content-Type": JOB_TYPE, "X-Vtvl-Turn": turn }, body: job, signal });
    } finally {
      waits = false;
      tellBusy(null);
    }
  },
};

/** What the server refuses, in words. */
const refusals = () => ({
  504: TOO_LONG,
  413: `Hồ sơ quá lớn. ${state.about ? state.about.limits.sentence : ""}`,
  408: "Tệp gửi đến chương trình quá chậm nên việc này đã dừng; hãy làm lại.",
});
