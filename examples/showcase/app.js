// SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
//
// SPDX-License-Identifier: Unlicense

"use strict";

const byId = (id) => document.getElementById(id);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// ---- The dark panel of a card: what was asked, what came back ----------------------------------

class Wire {
  constructor(card) {
    this.panel = card.querySelector(".wire") || card.appendChild(element("div", "wire"));
  }

  // What would be, or is being, asked
  asked(method, url, sent) {
    const line = element("div", "request");
    line.append(element("span", "method", method));
    if (method === "GET") {
      const link = element("a", "", url);
      link.href = url;
      link.target = "_blank";
      link.rel = "noopener";
      line.append(link);
    } else {
      line.append(element("span", "", url));
    }
    if (sent) line.append(element("span", "sent", sent));
    this.panel.replaceChildren(line);
    this.progress = null;
  }

  waiting(text) {
    this.panel.append(element("div", "waiting", text));
  }

  answered(response, milliseconds) {
    this.panel.querySelector(".waiting")?.remove();
    const line = element("div", "status");
    line.dataset.class = String(response.status)[0];
    line.append(element("span", "", `${response.status} ${response.statusText}`));
    this.time = element("time", "", `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`);
    line.append(this.time);
    this.panel.append(line);

    const headers = element("div", "headers");
    if (response.redirected) headers.append(element("div", "", `redirected to ${new URL(response.url).pathname}`));
    for (const [name, value] of response.headers) headers.append(element("div", "", `${name}: ${value}`));
    this.panel.append(headers);
  }

  // Instead of an answer that comes to an end
  open(text) {
    this.panel.querySelector(".waiting")?.remove();
    const line = element("div", "status");
    line.dataset.class = "2";
    line.append(element("span", "", text));
    this.time = element("time", "", "");
    line.append(this.time);
    this.panel.append(line);
  }

  body(text) {
    const limit = 1500;
    const pre = element("pre", "", text.length > limit ? `${text.slice(0, limit)} …` : text);
    this.panel.append(pre);
    return pre;
  }

  failed(error) {
    this.panel.querySelector(".waiting")?.remove();
    const line = element("div", "status");
    line.dataset.class = "5";
    line.append(element("span", "", "No answer"));
    this.panel.append(line, element("pre", "", error.message));
  }
}

// JSON as text: "é" instead of "\u00e9", in few lines
function readable(text, response) {
  const isJSON = response.headers.get("content-type") === "application/json";
  return isJSON ? JSON.stringify(JSON.parse(text), null, 1).replace(/\n\s*/g, " ") : text;
}

// ---- One request, shown in a card --------------------------------------------------------------

// Credentials only for what needs cookies: otherwise a 401 would make the browser ask by itself
async function send(card, method, url, { sent, credentials = "omit", ...options } = {}) {
  const wire = new Wire(card);
  wire.asked(method, url, sent);
  wire.waiting("…");
  const start = performance.now();
  try {
    const response = await fetch(url, { method, cache: "no-store", credentials, ...options });
    wire.answered(response, performance.now() - start);
    if ((response.headers.get("content-type") || "").startsWith("image/")) {
      const picture = element("img");
      picture.alt = "the answer";
      picture.src = URL.createObjectURL(await response.blob());
      wire.panel.append(picture);
    } else {
      wire.body(readable(await response.text(), response));
    }
    return response;
  } catch (error) {
    wire.failed(error);
    return null;
  }
}

// ---- Connections that stay open ----------------------------------------------------------------

// What ends the one of a card, while there is one
const open = {};

// Ends it and says so; false if there was none
function stopped(card, button) {
  if (!open[card.id]) return false;
  open[card.id]();
  delete open[card.id];
  button.textContent = "Start";
  const status = card.querySelector(".wire .status");
  status.dataset.class = "";
  status.firstElementChild.textContent = "closed";
  return true;
}

function started(card, button, end) {
  open[card.id] = end;
  button.textContent = "Stop";
}

// The line through the values, the last one at the right
function curve(values, width, height, least) {
  const low = Math.min(...values) - 0.5;
  const high = Math.max(...values) + 0.5;
  const points = values.map((value, i) => {
    const x = width - ((values.length - 1 - i) * width) / Math.max(least, values.length - 1);
    return `${x.toFixed(1)} ${(height - 2 - ((height - 4) * (value - low)) / (high - low)).toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}

// ---- Cards that do more than that. Each gets its article and the button or form -----------------

const cards = {
  async chunks(card) {
    const wire = new Wire(card);
    wire.asked("GET", "/api/chunks");
    wire.waiting("…");
    const start = performance.now();
    const response = await fetch("/api/chunks", { cache: "no-store" });
    wire.answered(response, performance.now() - start);
    const pre = wire.body("");
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pre.append(decoder.decode(value, { stream: true }));
    }
    wire.time.textContent = `${Math.round(performance.now() - start)} ms`;
  },

  chart(card, button) {
    if (stopped(card, button)) return null;
    const wire = new Wire(card);
    wire.asked("GET", "/api/events");
    wire.waiting("…");
    const graph = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    graph.setAttribute("viewBox", "0 0 300 90");
    graph.setAttribute("preserveAspectRatio", "none");
    graph.append(document.createElementNS(graph.namespaceURI, "path"));
    const values = [];
    let count = 0;
    const source = new EventSource("/api/events");
    started(card, button, () => source.close());
    return new Promise((resolve) => {
      source.onopen = () => {
        wire.open("200 OK, text/event-stream");
        const pre = wire.body("");
        pre.before(graph);
        source.onmessage = (event) => {
          const reading = JSON.parse(event.data);
          values.push(reading.temperature);
          if (values.length > 150) values.shift();
          graph.firstElementChild.setAttribute("d", curve(values, 300, 90, 40));
          count += 1;
          wire.time.textContent = `${count} event${count > 1 ? "s" : ""}`;
          pre.textContent = `${reading.temperature.toFixed(2)} °C, ${reading.listening} listening`;
        };
        resolve();
      };
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) wire.failed(new Error("The server has ended it."));
        resolve();
      };
    });
  },

  async echo(card, form) {
    if (!open.echo) {
      const wire = new Wire(card);
      wire.asked("GET", "/api/echo", "upgrade: websocket");
      wire.waiting("…");
      const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/echo`);
      await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = () => reject(new Error("The server does not take the WebSocket."));
      });
      wire.open("101 Switching Protocols");
      const pre = wire.body("");
      let sent = 0;
      open.echo = (message) => new Promise((resolve, reject) => {
        socket.onmessage = (event) => {
          const trip = (performance.now() - sent).toFixed(1);
          pre.append(`→ ${message}\n← ${event.data}   ${trip} ms\n`);
          pre.scrollTop = pre.scrollHeight;
          resolve();
        };
        socket.onclose = (event) => {
          delete open.echo;
          reject(new Error(`It was closed: ${event.code} ${event.reason}`));
        };
        sent = performance.now();
        socket.send(message);
      });
    }
    return open.echo(form.elements.message.value);
  },

  video(card, button) {
    if (stopped(card, button)) return null;
    const wire = new Wire(card);
    wire.asked("GET", "/api/video");
    wire.waiting("…");
    const picture = element("img", "video");
    picture.alt = "a ball that bounces";
    picture.src = `/api/video?${Date.now()}`;
    started(card, button, () => {
      // A still stays; only this ends the connection.
      const still = document.createElement("canvas");
      still.width = picture.naturalWidth;
      still.height = picture.naturalHeight;
      still.className = "video";
      still.getContext("2d").drawImage(picture, 0, 0);
      picture.replaceWith(still);
      picture.src = "";
    });
    return new Promise((resolve) => {
      picture.onload = () => {
        picture.onload = null;
        wire.open("200 OK, multipart/x-mixed-replace");
        wire.panel.append(picture);
        resolve();
      };
      picture.onerror = () => {
        delete open.video;
        button.textContent = "Start";
        wire.failed(new Error("No picture came."));
        resolve();
      };
    });
  },

  square(card, form) {
    return send(card, "GET", `/api/square/${encodeURIComponent(form.elements.number.value)}`);
  },

  greeting(card, form) {
    return send(card, "GET", `/api/greeting?${new URLSearchParams({ name: form.elements.name.value })}`);
  },

  form(card, form) {
    const encoding = form.elements.encoding.value;
    const note = form.elements.note.value;
    const data = new FormData();
    data.append("note", note);
    const file = form.elements.file.files[0] || new File(["a small file"], "small.txt", { type: "text/plain" });
    data.append("file", file);
    const options = {
      "application/x-www-form-urlencoded": { body: new URLSearchParams({ note }) },
      "multipart/form-data": { body: data },
      "text/plain": { body: `note=${note}\r\n`, headers: { "Content-Type": "text/plain" } },
    }[encoding];
    return send(card, "POST", "/api/form", { sent: encoding, ...options });
  },

  upload(card, form) {
    const file = form.elements.file.files[0] || new Blob([new Uint8Array(2000000)]);
    const wire = new Wire(card);
    wire.asked("POST", "/api/upload", `${file.size} bytes`);
    const bar = element("div", "progress");
    wire.panel.append(bar);
    const start = performance.now();
    return new Promise((resolve) => {
      // fetch() does not tell how much it has sent
      const request = new XMLHttpRequest();
      request.upload.onprogress = (event) => { bar.style.width = `${(100 * event.loaded) / event.total}%`; };
      request.onerror = () => { resolve(wire.failed(new Error("the connection was lost"))); };
      request.onload = () => {
        const headers = new Headers(request.getAllResponseHeaders().trim().split("\r\n").map((line) => line.split(": ")));
        const answer = new Response(request.responseText, { status: request.status, statusText: request.statusText, headers });
        wire.answered(answer, performance.now() - start);
        wire.body(readable(request.responseText, answer));
        resolve(answer);
      };
      request.open("POST", "/api/upload");
      request.send(file);
    });
  },

  async theme(card, button) {
    const name = button.value;
    const [method, url] = name ? ["PUT", `/api/theme/${name}`] : ["DELETE", "/api/theme"];
    await send(card, method, url, { credentials: "same-origin" });
    new Wire(card).body(`document.cookie is now "${document.cookie}"`);
    showTheme();
  },

  async slow(card) {
    const wire = new Wire(card);
    wire.asked("GET", "/api/slow");
    const bar = element("div", "progress");
    wire.panel.append(bar);
    const meanwhile = element("pre", "", "");
    wire.panel.append(meanwhile);

    const start = performance.now();
    let answer = null;
    fetch("/api/slow", { cache: "no-store" }).then((response) => { answer = response; });
    let others = 0;
    let slowest = 0;
    while (!answer) {
      const before = performance.now();
      await fetch("/api/text", { cache: "no-store" });
      others += 1;
      slowest = Math.max(slowest, performance.now() - before);
      meanwhile.textContent = `meanwhile: ${others} other answers, the slowest in ${slowest.toFixed(1)} ms`;
      bar.style.width = `${Math.min(100, (performance.now() - start) / 20)}%`;
      await pause(40);
    }
    bar.style.width = "100%";
    wire.answered(answer, performance.now() - start);
    wire.body(await answer.text());
    wire.panel.append(meanwhile);
  },
};

// ---- Wiring ------------------------------------------------------------------------------------

// The request line of a card before its first click
const first = {
  chunks: ["GET", "/api/chunks"],
  square: ["GET", "/api/square/12"],
  greeting: ["GET", `/api/greeting?${new URLSearchParams({ name: "José & <co>" })}`],
  form: ["POST", "/api/form"],
  upload: ["POST", "/api/upload"],
  theme: ["PUT", "/api/theme/light"],
  slow: ["GET", "/api/slow"],
  chart: ["GET", "/api/events"],
  echo: ["GET", "/api/echo"],
  video: ["GET", "/api/video"],
};

async function press(control) {
  const card = control.closest(".card");
  const buttons = control.matches("form") ? [control.querySelector("button")] : [control];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    if (control.dataset.send) {
      const [method, url] = control.dataset.send.split(" ");
      const authorization = control.dataset.authorization;
      const headers = authorization ? { Authorization: authorization } : {};
      await send(card, method, url, { headers, sent: authorization && `authorization: ${authorization}` });
    } else {
      await cards[control.dataset.run](card, control);
    }
  } catch (error) {
    new Wire(card).failed(error);
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

function showTheme() {
  const theme = (/\btheme=(light|dark)/.exec(document.cookie) || [])[1] || "";
  document.documentElement.dataset.theme = theme;
  for (const button of byId("theme").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

for (const card of document.querySelectorAll(".card")) {
  const control = card.querySelector("[data-send]");
  const [method, url] = control ? control.dataset.send.split(" ") : first[card.id];
  const wire = new Wire(card);
  wire.asked(method, url);
  wire.waiting("Not asked yet.");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-send], button[data-run]");
  if (button) press(button);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  press(event.target);
});

// A file may be dropped onto its card
byId("upload").addEventListener("dragover", (event) => event.preventDefault());
byId("upload").addEventListener("drop", (event) => {
  event.preventDefault();
  const form = byId("upload").querySelector("form");
  form.elements.file.files = event.dataTransfer.files;
  press(form);
});

// The cards one after the other, each with its first control; the theme stays as it is
async function runAll() {
  byId("run-all").disabled = true;
  for (const card of document.querySelectorAll(".card:not(#theme)")) {
    await press(card.querySelector("[data-send], [data-run]"));
  }
  byId("run-all").disabled = false;
}

byId("run-all").addEventListener("click", runAll);

// ---- Live values -------------------------------------------------------------------------------

const history = [];

function showGraph(value) {
  history.push(value);
  if (history.length > 60) history.shift();
  byId("live-graph").firstElementChild.setAttribute("d", curve(history, 120, 36, 15));
}

function duration(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return parts.map((part, i) => String(part).padStart(i ? 2 : 1, "0")).join(":");
}

async function live() {
  for (;;) {
    if (!document.hidden) {
      const start = performance.now();
      try {
        const values = await (await fetch("/api/status", { cache: "no-store" })).json();
        byId("live-trip").textContent = `${(performance.now() - start).toFixed(1)} ms`;
        byId("live-uptime").textContent = duration(values.uptime);
        byId("live-answered").textContent = values.answered.toLocaleString("en");
        byId("live-temperature").textContent = `${values.temperature.toFixed(1)} °C`;
        byId("about").textContent = `adafruit_httpserver ${values.version} on ${values.python}. No framework, no CDN.`;
        showGraph(values.temperature);
      } catch {
        byId("live-trip").textContent = "no answer";
      }
    }
    await pause(1000);
  }
}

showTheme();
live();
if (location.hash === "#run-all") runAll();
