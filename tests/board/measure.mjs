// SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
//
// SPDX-License-Identifier: MIT

// How many bytes of a board's heap are in use after each step of a program. Reads a plan as JSON:
//
//     {files: {"/path/here": "path of a file on this computer"}, setup: [code], fillers: [number],
//      runs: {name: [{code, times}]}}
//
// and prints {name: {bytes: [[after each step] for each filler], told}}, where `told` is what the
// last step has left in a variable of that name.
//
// Each run starts with a new interpreter, and once for each number of filler names: its tables of
// names double when they are full, so a single run would charge somebody by chance for the names of
// all. This interpreter collects garbage only when a call returns to JavaScript: hence one call for
// collecting, and another one for looking.

import fs from "node:fs";
import path from "node:path";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript";
import "./faster.mjs";

const HEAP = 4 * 1024 * 1024;
// What any program on a board has; a measured module must not pay for it.
const PRESENT = "import binascii, builtins, collections, errno, gc, hashlib, io, json, os, re, struct, sys";
const MEASURE = "_used = 0\ndef _measure():\n    global _used\n    _used = gc.mem_alloc()";

const plan = JSON.parse(fs.readFileSync(0, "utf8"));
const contents = Object.entries(plan.files).map(([to, from]) => [to, fs.readFileSync(from)]);

function makeFolder(python, folder) {
    if (folder === "/" || python.FS.analyzePath(folder).exists) return;
    makeFolder(python, path.dirname(folder));
    python.FS.mkdir(folder);
}

async function interpreter(fillers) {
    const print = (line) => console.error(line);
    const python = await loadMicroPython({ heapsize: HEAP, linebuffer: true, stdout: print, stderr: print });
    for (const [to, content] of contents) {
        makeFolder(python, path.dirname(to));
        python.FS.writeFile(to, content);
    }
    python.runPython(PRESENT);
    for (const code of plan.setup) python.runPython(code);
    const names = Array.from({ length: fillers }, (_, index) => `'zq_${index}_x'`);
    python.runPython(`_fillers = [${names.join(",")}]`);
    python.runPython(MEASURE);
    return python;
}

function used(python) {
    python.runPython("gc.collect()");
    python.runPython("gc.collect()");
    python.runPython("_measure()");
    return python.globals.get("_used");
}

async function run(steps) {
    const bytes = [];
    let told = "";
    for (const fillers of plan.fillers) {
        const python = await interpreter(fillers);
        used(python);
        const before = used(python);
        bytes.push(
            steps.map(({ code, times }) => {
                for (let time = 0; time < (times || 1); time++) python.runPython(code);
                return used(python) - before;
            }),
        );
        told = python.globals.get("told") ?? "";
    }
    return { bytes, told: String(told) };
}

const results = {};
try {
    for (const [name, steps] of Object.entries(plan.runs)) results[name] = await run(steps);
} catch (error) {
    // Without this Node.js would print the whole interpreter, which is one line.
    console.error(error.message || error);
    process.exit(1);
}
process.stdout.write(JSON.stringify(results));
