// SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
//
// SPDX-License-Identifier: MIT

// Imported for what it does: MicroPython's calls that may raise, which are most of them, look into
// a table of functions that never changes. Looking into an array takes a tenth of the time.

const entry = WebAssembly.Table.prototype.get;
const known = Symbol("known");
WebAssembly.Table.prototype.get = function (index) {
    const entries = (this[known] ??= []);
    return (entries[index] ??= entry.call(this, index));
};
// Nor is anybody told where in its JavaScript an exception was thrown.
Error.stackTraceLimit = 0;
