// SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
//
// SPDX-License-Identifier: MIT

// Runs the tests of one file on MicroPython (32-bit words and no sockets, as on a board):
//
//     node run.mjs FOLDER unit/test_urls.py [test_name ...]
//
// and prints a line of JSON for each test: {test, ok, seconds, output, error}. The garbage of this
// interpreter is collected only when a call returns to JavaScript: hence one call for each test.
// What lies as .mpy in FOLDER is taken from there, and everything else as .py from the repository.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript";
import "./faster.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, "..", "..");
const FOLDERS = ["adafruit_httpserver", "tests", "tests/support", "tests/unit", "tests/wire"];
const HEAP = 4 * 1024 * 1024;

const [compiled, file, ...wanted] = process.argv.slice(2);
let output = [];
const python = await loadMicroPython({
    heapsize: HEAP,
    linebuffer: true,
    stdout: (line) => output.push(line),
    stderr: (line) => output.push(line),
});

function copy(folder) {
    python.FS.mkdir("/" + folder);
    for (let name of fs.readdirSync(path.join(ROOT, folder))) {
        if (!name.endsWith(".py")) {
            continue;
        }
        let source = path.join(ROOT, folder, name);
        const replacement = path.join(compiled, folder, name.replace(/py$/, "mpy"));
        if (fs.existsSync(replacement)) {
            source = replacement;
            name = path.basename(replacement);
        }
        python.FS.writeFile(`/${folder}/${name}`, fs.readFileSync(source));
    }
}

// Runs some code and says what became of it.
function run(test, code) {
    output = [];
    const start = performance.now();
    let error = null;
    try {
        python.runPython(code);
    } catch (exception) {
        error = String(exception.message || exception);
    }
    const seconds = (performance.now() - start) / 1000;
    return { test, ok: error === null, seconds, output: output.join("\n"), error };
}

function print(result) {
    process.stdout.write(JSON.stringify(result) + "\n");
    return result.ok;
}

const module = "tests." + file.replace(/\.py$/, "").replaceAll("/", ".");
FOLDERS.forEach(copy);
for (const [step, code] of [
    ["shims", fs.readFileSync(path.join(HERE, "shims.py"), "utf8")],
    ["import", `import sys, ${module}\nmodule = sys.modules["${module}"]`],
]) {
    const result = run(step, code);
    if (!result.ok) {
        print(result);
        process.exit(1);
    }
}
python.runPython("names = ' '.join(sorted(n for n in dir(module) if n.startswith('test_')))");
const found = python.globals.get("names").split(" ");
const failed = (wanted.length ? wanted : found).filter((n) => !print(run(n, `module.${n}()`)));
process.exit(failed.length ? 1 : 0);
