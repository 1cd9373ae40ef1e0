"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// test/unit/unit.test.ts
var import_node_assert = require("node:assert");
var import_node_fs = require("node:fs");
var import_node_path = __toESM(require("node:path"));
var import_node_test = require("node:test");

// src/codes.ts
var CODE = /(?<![\w.:[])(?:([2-5]\d\d)(?:[ -]#?([245]\.\d{1,3}\.\d{1,3}))?|([245]\.\d{1,3}\.\d{1,3}))(?!\w|\.\d)/g;
function places(text) {
  return [...text.matchAll(CODE)].map((match) => ({
    code: [match[1], match[2], match[3]].filter((part) => part !== void 0).join(" "),
    start: match.index,
    end: match.index + match[0].length
  }));
}
function codesIn(text) {
  return [...new Set(places(text).map((place) => place.code))];
}
function codeAt(line, offset) {
  return placeAt(line, offset)?.code;
}
function replyAt(line, offset) {
  const place = placeAt(line, offset);
  return place === void 0 ? void 0 : line.slice(place.start).trim();
}
function placeAt(line, offset) {
  const all = places(line);
  return all.find((place) => place.start <= offset && offset <= place.end) ?? all[0];
}

// src/crashes.ts
var Crashes = class {
  constructor(limit = 4, span = 3 * 6e4) {
    this.limit = limit;
    this.span = span;
  }
  limit;
  span;
  times = [];
  /** Notes a crash at `now` (milliseconds) and answers whether the server may be started again. */
  mayRestart(now) {
    this.times = this.times.filter((time) => now - time < this.span);
    this.times.push(now);
    return this.times.length <= this.limit;
  }
  /** Forgets what was: the user starts the server again. */
  forget() {
    this.times = [];
  }
};

// src/documents.ts
var NAMES = [
  // Postfix
  "main.cf",
  "main.cf.*",
  "master.cf",
  "master.cf.*",
  "bounce.cf",
  "*.{cidr,pcre,regexp,texthash}",
  "*_{access,checks,reply_filter,status_filter}",
  "access",
  "transport",
  "virtual",
  "aliases",
  "recipient_canonical",
  "postconf*",
  // Exim
  "exim.conf*",
  "exim4.conf*",
  "*.exim",
  "mainlog*",
  "rejectlog*",
  "paniclog*",
  // OpenSMTPD
  "smtpd.conf*",
  // Sendmail
  "sendmail.{mc,cf}",
  "submit.{mc,cf}",
  "mailertable",
  "virtusertable"
];
var FOLDERS = ["postfix", "exim4", "exim", "mail"];
function filters(languages, schemes, byName) {
  const names = byName ? [...NAMES.map((name) => `**/${name}`), ...FOLDERS.map((folder) => `**/etc/${folder}/**`)] : [];
  return schemes.flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    ...names.map((pattern) => ({ scheme, pattern }))
  ]);
}

// src/find.ts
var path = __toESM(require("node:path"));
var NAME = "smtp-lsp";
function find(around2) {
  const paths = around2.windows ? path.win32 : path.posix;
  const names = around2.windows ? [`${NAME}.exe`] : [NAME];
  const inFolder = (folder, wanted) => wanted.map((name) => paths.join(folder, name)).find((file) => around2.isProgram(file));
  const folders = around2.searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const onPath = (wanted) => {
    for (const folder of folders) {
      const program2 = inFolder(folder, wanted);
      if (program2 !== void 0) {
        return program2;
      }
    }
    return void 0;
  };
  const configured = around2.configured.trim();
  if (configured !== "") {
    const expanded = /^~[\\/]/.test(configured) ? paths.join(around2.home, configured.slice(2)) : configured;
    if (paths.isAbsolute(expanded)) {
      return around2.isProgram(expanded) ? { found: true, program: expanded, origin: "setting" } : { found: false, configured };
    }
    const program2 = /[\\/]/.test(configured) ? void 0 : onPath(around2.windows ? [configured, `${configured}.exe`] : [configured]);
    return program2 === void 0 ? { found: false, configured } : { found: true, program: program2, origin: "setting" };
  }
  if (around2.isProgram(around2.bundled)) {
    return { found: true, program: around2.bundled, origin: "bundled" };
  }
  const program = onPath(names);
  if (program !== void 0) {
    return { found: true, program, origin: "path" };
  }
  const cargo = inFolder(paths.join(around2.home, ".cargo", "bin"), names);
  return cargo === void 0 ? { found: false } : { found: true, program: cargo, origin: "cargo" };
}

// src/order.ts
function isFailure(code) {
  const value = typeof code === "object" && code !== null && "value" in code ? code.value : code;
  return /^[45](\d\d|\.\d)/.test(String(value));
}
function compare(one, other) {
  return one.line - other.line || one.character - other.character;
}
function step(places2, from, forward) {
  const sorted = [...places2].sort(compare);
  return forward ? sorted.find((place) => compare(place, from) > 0) ?? sorted[0] : sorted.reverse().find((place) => compare(place, from) < 0) ?? sorted[0];
}

// test/unit/unit.test.ts
var root = import_node_path.default.dirname(__dirname);
var json = (name) => JSON.parse((0, import_node_fs.readFileSync)(import_node_path.default.join(root, name), "utf8"));
function around(programs, more = {}) {
  return {
    configured: "",
    bundled: "/ext/server/smtp-lsp",
    searchPath: "/usr/local/bin:/usr/bin",
    home: "/home/me",
    windows: false,
    isProgram: (file) => programs.includes(file),
    ...more
  };
}
(0, import_node_test.test)("the setting goes before the bundled program, that before PATH, that before cargo", () => {
  const all = ["/opt/smtp-lsp", "/ext/server/smtp-lsp", "/usr/bin/smtp-lsp", "/home/me/.cargo/bin/smtp-lsp"];
  const origin = (programs, more = {}) => {
    const found = find(around(programs, more));
    return found.found && `${found.origin} ${found.program}`;
  };
  import_node_assert.strict.equal(origin(all, { configured: "/opt/smtp-lsp" }), "setting /opt/smtp-lsp");
  import_node_assert.strict.equal(origin(all), "bundled /ext/server/smtp-lsp");
  import_node_assert.strict.equal(origin(all.slice(2)), "path /usr/bin/smtp-lsp");
  import_node_assert.strict.equal(origin(all.slice(3)), "cargo /home/me/.cargo/bin/smtp-lsp");
  import_node_assert.strict.equal(origin([]), false);
});
(0, import_node_test.test)("a setting that leads nowhere is not passed over", () => {
  const programs = ["/usr/bin/smtp-lsp", "/home/me/bin/smtp-lsp", "/usr/bin/other"];
  const search = (configured) => find(around(programs, { configured }));
  import_node_assert.strict.deepEqual(search("/nowhere/smtp-lsp"), { found: false, configured: "/nowhere/smtp-lsp" });
  import_node_assert.strict.deepEqual(search("bin/smtp-lsp"), { found: false, configured: "bin/smtp-lsp" });
  import_node_assert.strict.deepEqual(search("~/bin/smtp-lsp"), { found: true, program: "/home/me/bin/smtp-lsp", origin: "setting" });
  import_node_assert.strict.deepEqual(search(" other "), { found: true, program: "/usr/bin/other", origin: "setting" });
});
(0, import_node_test.test)("relative folders on PATH are never looked into", () => {
  const programs = ["smtp-lsp", "./smtp-lsp", "bin/smtp-lsp"];
  import_node_assert.strict.deepEqual(find(around(programs, { searchPath: ":.:bin" })), { found: false });
});
(0, import_node_test.test)("Windows has its own endings and separators", () => {
  const more = { windows: true, searchPath: "C:\\one;C:\\two", home: "C:\\Users\\me", bundled: "C:\\ext\\smtp-lsp.exe" };
  import_node_assert.strict.deepEqual(find(around(["C:\\two\\smtp-lsp.exe"], more)), { found: true, program: "C:\\two\\smtp-lsp.exe", origin: "path" });
});
(0, import_node_test.test)("the server is given up after four restarts in three minutes", () => {
  const crashes = new Crashes();
  import_node_assert.strict.deepEqual([0, 1, 2, 3, 4].map((second) => crashes.mayRestart(second * 1e3)), [true, true, true, true, false]);
  import_node_assert.strict.equal(crashes.mayRestart(10 * 6e4), true);
  for (let at = 0; at < 5; at++) crashes.mayRestart(10 * 6e4);
  crashes.forget();
  import_node_assert.strict.equal(crashes.mayRestart(10 * 6e4), true);
});
(0, import_node_test.test)("codes are found in what the user selects", () => {
  import_node_assert.strict.deepEqual(codesIn("214 or 530"), ["214", "530"]);
  import_node_assert.strict.deepEqual(codesIn("550 5.7.1 no; 550 5.7.1 again; (4.2.2)"), ["550 5.7.1", "4.2.2"]);
  import_node_assert.strict.deepEqual(codesIn("550-5.7.26 This mail"), ["550 5.7.26"]);
  import_node_assert.strict.deepEqual(codesIn("192.0.2.250 1550 5501 v5.7.1.2 sha256 mx.example.com:587 smtpd[550]"), []);
});
(0, import_node_test.test)("the code under the cursor goes before the first of the line", () => {
  const line = "<** 530 5.7.0 Must issue STARTTLS, see 250";
  import_node_assert.strict.equal(codeAt(line, 5), "530 5.7.0");
  import_node_assert.strict.equal(codeAt(line, 40), "250");
  import_node_assert.strict.equal(codeAt(line, 0), "530 5.7.0");
  import_node_assert.strict.equal(codeAt("QUIT", 2), void 0);
  import_node_assert.strict.equal(replyAt(line, 20), "530 5.7.0 Must issue STARTTLS, see 250");
});
(0, import_node_test.test)("going on from the last failed reply leads to the first", () => {
  const at = (line, character = 0) => ({ line, character });
  const places2 = [at(9), at(2, 4), at(5)];
  import_node_assert.strict.deepEqual(step(places2, at(0), true), at(2, 4));
  import_node_assert.strict.deepEqual(step(places2, at(2, 4), true), at(5));
  import_node_assert.strict.deepEqual(step(places2, at(9), true), at(2, 4));
  import_node_assert.strict.deepEqual(step(places2, at(5), false), at(2, 4));
  import_node_assert.strict.deepEqual(step(places2, at(2, 4), false), at(9));
  import_node_assert.strict.equal(step([], at(0), true), void 0);
});
(0, import_node_test.test)("a failed reply is told from a rule by its code", () => {
  import_node_assert.strict.deepEqual(["550 5.7.1", "451", "5.1.1", { value: "550", target: "x" }].map(isFailure), [true, true, true, true]);
  import_node_assert.strict.deepEqual(["enhanced-class-mismatch", void 0, 250, "4xx"].map(isFailure), [false, false, false, false]);
});
(0, import_node_test.test)("the documents are those of the settings, and no output channels", () => {
  const all = filters(["log"], ["file", "untitled"], false);
  import_node_assert.strict.deepEqual(all, [{ scheme: "file", language: "log" }, { scheme: "untitled", language: "log" }]);
  import_node_assert.strict.ok(filters([], ["file"], true).some((filter) => filter.pattern === "**/main.cf"));
  const schemes = json("package.json").contributes.configuration.properties["smtp-lsp.documents.schemes"].default;
  import_node_assert.strict.ok(schemes.includes("file") && schemes.includes("untitled") && !schemes.includes("output"));
});
(0, import_node_test.test)("every text of the manifest is there in both languages", () => {
  const used = new Set([...(0, import_node_fs.readFileSync)(import_node_path.default.join(root, "package.json"), "utf8").matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
  const [english, german] = [json("package.nls.json"), json("package.nls.de.json")];
  import_node_assert.strict.deepEqual([...used].sort(), Object.keys(english).sort());
  import_node_assert.strict.deepEqual(Object.keys(german), Object.keys(english));
  for (const key of Object.keys(english)) {
    import_node_assert.strict.ok(english[key] && german[key], key);
    if (key.endsWith(".media")) {
      for (const file of [english[key], german[key]]) import_node_assert.strict.ok((0, import_node_fs.readFileSync)(import_node_path.default.join(root, file), "utf8").startsWith("## "), file);
    }
    const links = (text) => text.match(/\(command:[^)]*\)|`[^`]*`/g) ?? [];
    import_node_assert.strict.deepEqual(links(german[key]), links(english[key]), key);
  }
});
(0, import_node_test.test)("every run-time text is there in German, with its placeholders", () => {
  const bundle = json("l10n/bundle.l10n.de.json");
  const used = /* @__PURE__ */ new Set();
  for (const file of (0, import_node_fs.readdirSync)(import_node_path.default.join(root, "src"))) {
    const source = (0, import_node_fs.readFileSync)(import_node_path.default.join(root, "src", file), "utf8");
    for (const match of source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)) used.add(match[1]);
  }
  import_node_assert.strict.ok(used.size > 20);
  import_node_assert.strict.deepEqual(Object.keys(bundle).sort(), [...used].sort());
  for (const [english, german] of Object.entries(bundle)) {
    const places2 = (text) => (text.match(/\{\d\}/g) ?? []).sort();
    import_node_assert.strict.deepEqual(places2(german), places2(english), english);
  }
});
(0, import_node_test.test)("every command is registered, and every registered one is in the manifest", () => {
  const commands = json("package.json").contributes.commands.map((one) => one.command);
  const source = (0, import_node_fs.readFileSync)(import_node_path.default.join(root, "src/extension.ts"), "utf8");
  const table = /const commands[^{]*\{([\s\S]*?)\n  \};/.exec(source)?.[1] ?? "";
  const registered = [...table.matchAll(/^    (\w+): /gm)].map((match) => `smtp-lsp.${match[1]}`);
  import_node_assert.strict.deepEqual([...commands].sort(), registered.sort());
});
(0, import_node_test.test)("first lines tell transcripts and mail logs", () => {
  const [transcript, log] = json("package.json").contributes.languages.map((one) => new RegExp(one.firstLine));
  for (const line of ["=== Trying mx.example.com:25...", "220 mx.example.com ESMTP Postfix", "S: 220 mx ready", "send: 'ehlo a.example\\r\\n'"]) {
    import_node_assert.strict.match(line, transcript);
    import_node_assert.strict.doesNotMatch(line, log);
  }
  for (const line of [
    "Nov 30 23:59:59 mx1 postfix/smtp[550]: 4DbRkW3zLnzGq: to=<a@example.com>",
    "2026-11-23T10:20:30.123456+01:00 mx1 sm-mta[1]: x",
    "2026-11-23 10:20:30 1tEabc-000000001Xy-2AbC <= a@example.com"
  ]) {
    import_node_assert.strict.match(line, log);
    import_node_assert.strict.doesNotMatch(line, transcript);
  }
  for (const line of ["220 files changed", "Nov 30 23:59:59 host kernel: x", '{"a": 220}', "2026-11-23 10:20:30 INFO started"]) {
    import_node_assert.strict.doesNotMatch(line, transcript);
    import_node_assert.strict.doesNotMatch(line, log);
  }
});
