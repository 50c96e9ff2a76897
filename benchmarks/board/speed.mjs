// SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
//
// SPDX-License-Identifier: MIT

// Times pieces of Python on several interpreters in one process, in turns, so that whatever else
// the computer does meets all of them alike. Reads a plan as JSON:
//
//     {module: "URL of MicroPython", faster, rounds,
//      turns: {name: {files, setup: [code], code, tell}}}
//
// and prints {name: {milliseconds: [of each round], told}}, where `told` is the value of `tell`;
// `faster` is a module that is imported first, if there is one.
// Garbage is collected between the rounds and not within them, so it costs neither side time.
//
// Each interpreter has a thread of its own, because two of them in one share what they should not.
// Only one thread works at a time.

import fs from "node:fs";
import path from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { fileURLToPath } from "node:url";

const HEAP = 4 * 1024 * 1024;

function makeFolder(python, folder) {
    if (folder === "/" || python.FS.analyzePath(folder).exists) return;
    makeFolder(python, path.dirname(folder));
    python.FS.mkdir(folder);
}

async function begin({ module, faster, files, setup, code }) {
    if (faster) await import(faster);
    const { loadMicroPython } = await import(module);
    const print = (line) => console.error(line);
    const options = { heapsize: HEAP, linebuffer: true, stdout: print, stderr: print };
    const python = await loadMicroPython(options);
    for (const [to, from] of Object.entries(files)) {
        makeFolder(python, path.dirname("/" + to));
        python.FS.writeFile("/" + to, fs.readFileSync(from));
    }
    for (const piece of setup) python.runPython(piece);
    python.runPython(`def _round():\n    ${code}`);
    return python;
}

function round(python) {
    python.runPython("gc.collect()");
    const start = performance.now();
    python.runPython("_round()");
    return performance.now() - start;
}

async function participant() {
    const say = (said) => parentPort.postMessage(said);
    try {
        const python = await begin(workerData);
        python.runPython(`told = ${workerData.tell}`);
        parentPort.on("message", () => say(attempt(() => ({ milliseconds: round(python) }))));
        say({ told: python.globals.get("told") });
    } catch (error) {
        say({ error: String(error.message || error) });
    }
}

function attempt(action) {
    try {
        return action();
    } catch (error) {
        return { error: String(error.message || error) };
    }
}

// What a participant says next.
function answer(worker) {
    return new Promise((resolve, reject) => {
        worker.once("message", (said) => (said.error ? reject(Error(said.error)) : resolve(said)));
        worker.once("error", reject);
    });
}

async function main() {
    const { module, faster, rounds, turns } = JSON.parse(fs.readFileSync(0, "utf8"));
    const workers = {};
    const results = {};
    for (const [name, turn] of Object.entries(turns)) {
        const workerData = { module, faster, ...turn };
        const worker = new Worker(fileURLToPath(import.meta.url), { workerData });
        worker.setMaxListeners(0);
        const { told } = await answer(worker);
        workers[name] = worker;
        results[name] = { milliseconds: [], told };
    }
    // In the first rounds Node.js still compiles.
    for (let count = -2; count < rounds; count++) {
        for (const [name, worker] of Object.entries(workers)) {
            worker.postMessage("round");
            const { milliseconds } = await answer(worker);
            if (count >= 0) results[name].milliseconds.push(milliseconds);
        }
    }
    process.stdout.write(JSON.stringify(results), () => process.exit(0));
}

if (isMainThread) {
    main().catch((error) => {
        // Without this Node.js would print the whole interpreter, which is one line.
        console.error(error.message || error);
        process.exit(1);
    });
} else {
    participant();
}
