"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// test/host/host.ts
var host_exports = {};
__export(host_exports, {
  run: () => run
});
module.exports = __toCommonJS(host_exports);
var import_node_assert = require("node:assert");
var import_node_fs = require("node:fs");
var vscode = __toESM(require("vscode"));
var tests = [];
function test(name, run2) {
  tests.push([name, run2]);
}
async function until(what, get, limit = 2e4) {
  for (const start = Date.now(); Date.now() - start < limit; ) {
    const value = await get();
    if (value) {
      return value;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`timed out: ${what}`);
}
var api;
async function open(name) {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name)), {
    viewColumn: vscode.ViewColumn.One,
    preview: false
  });
}
function diagnosticsOf(editor) {
  return vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.source === "smtp");
}
function codeOf(diagnostic) {
  const code = diagnostic.code;
  return String(typeof code === "object" ? code.value : code);
}
async function diagnosed(editor) {
  const found = await until("diagnostics", () => {
    const all = diagnosticsOf(editor);
    return all.length > 0 ? all : void 0;
  });
  return found.map(codeOf).sort();
}
async function hoverAt(document, text) {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, position);
  return hovers.flatMap((hover) => hover.contents.map((part) => typeof part === "string" ? part : part.value)).join("\n");
}
function tabs() {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}
async function closePreviews() {
  const others = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => !(tab.input instanceof vscode.TabInputText));
  await vscode.window.tabGroups.close(others);
}
function serverProcesses() {
  return (0, import_node_fs.readdirSync)("/proc").map(Number).filter((pid) => {
    try {
      const [, name, parent] = /\((.*)\) \S (\d+)/.exec((0, import_node_fs.readFileSync)(`/proc/${pid}/stat`, "utf8")) ?? [];
      return name === "smtp-lsp" && Number(parent) === process.pid;
    } catch {
      return false;
    }
  });
}
test("languages are told by name", async () => {
  import_node_assert.strict.equal((await open("session.smtp")).document.languageId, "smtp-transcript");
  import_node_assert.strict.equal((await open("mail.log")).document.languageId, "mail-log");
});
test("failed replies are diagnosed, in transcripts, logs and configurations", async () => {
  import_node_assert.strict.deepEqual(await diagnosed(await open("session.smtp")), ["452 4.2.2", "530 5.7.0", "550 5.1.1"]);
  import_node_assert.strict.deepEqual(await diagnosed(await open("mail.log")), ["550 5.1.1"]);
  import_node_assert.strict.deepEqual(await diagnosed(await open("access")), ["554 5.7.1"]);
});
test("a number that is no reply is left alone", async () => {
  const editor = await open("notes.txt");
  import_node_assert.strict.equal(await hoverAt(editor.document, "550"), "");
  import_node_assert.strict.deepEqual(diagnosticsOf(editor), []);
});
test("a hover explains the reply", async () => {
  const { document } = await open("session.smtp");
  const hover = await hoverAt(document, "530 5.7.0");
  import_node_assert.strict.match(hover, /530/);
  import_node_assert.strict.match(hover, /STARTTLS/);
});
test("guidance is inserted for all, inserted twice changes nothing, and is removed without a trace", async () => {
  const editor = await open("session.smtp");
  const before = editor.document.getText();
  await vscode.commands.executeCommand("smtp-lsp.insertGuidance");
  const after = editor.document.getText();
  import_node_assert.strict.equal(after.match(/^# smtp-lsp: /gm)?.length >= 3, true, after);
  import_node_assert.strict.deepEqual(await diagnosed(editor), ["452 4.2.2", "530 5.7.0", "550 5.1.1"]);
  await vscode.commands.executeCommand("smtp-lsp.insertGuidance");
  import_node_assert.strict.equal(editor.document.getText(), after);
  await vscode.commands.executeCommand("smtp-lsp.removeGuidance");
  import_node_assert.strict.equal(editor.document.getText(), before);
});
test("credentials are redacted, and the rest stays", async () => {
  await vscode.commands.executeCommand("smtp-lsp.openSample");
  const editor = vscode.window.activeTextEditor;
  const before = editor.document.getText().split("\n");
  import_node_assert.strict.ok(before.some((line) => line.includes("AGFsaWNl")));
  await vscode.commands.executeCommand("smtp-lsp.redact");
  const after = editor.document.getText().split("\n");
  import_node_assert.strict.deepEqual(after.filter((line, at) => line !== before[at]).length, 1, after.join("\n"));
  import_node_assert.strict.ok(!after.some((line) => line.includes("AGFsaWNl")));
});
test("a failed reply offers guidance as a quick fix", async () => {
  const { document } = await open("session.smtp");
  const at = document.positionAt(document.getText().indexOf("530 5.7.0"));
  const actions = await vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(at, at),
    vscode.CodeActionKind.QuickFix.value
  );
  import_node_assert.strict.ok(actions.some((action) => action.edit !== void 0 || action.command !== void 0), JSON.stringify(actions));
});
test("the cursor goes from one failed reply to the next and round again", async () => {
  const editor = await open("session.smtp");
  await diagnosed(editor);
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  const codes = [];
  for (const command of ["next", "next", "next", "next", "previous"]) {
    await vscode.commands.executeCommand(`smtp-lsp.${command}FailedReply`);
    const at = editor.selection.active;
    codes.push(editor.document.getText(new vscode.Range(at, at.translate(0, 3))));
  }
  import_node_assert.strict.deepEqual(codes, ["530", "452", "550", "530", "550"]);
});
test("explanations and comparisons open beside", async () => {
  await open("session.smtp");
  await vscode.commands.executeCommand("smtp-lsp.explain", "530");
  await until("a preview of 530", () => tabs().some((label2) => label2.includes("530")));
  await vscode.commands.executeCommand("smtp-lsp.compare", "214", "530");
  const label = await until("a comparison", () => tabs().find((label2) => label2.includes("214")));
  const group = vscode.window.tabGroups.all.find((group2) => group2.tabs.some((tab) => tab.label === label));
  import_node_assert.strict.equal(group?.viewColumn, vscode.ViewColumn.Two);
  await closePreviews();
});
test("two codes in the selection are compared without a question", async () => {
  const editor = await open("session.smtp");
  const text = editor.document.getText();
  editor.selection = new vscode.Selection(
    editor.document.positionAt(text.indexOf("214 2.0.0")),
    editor.document.positionAt(text.indexOf("Must issue"))
  );
  await vscode.commands.executeCommand("smtp-lsp.compare");
  await until("a comparison", () => tabs().some((label) => label.includes("214 2.0.0") && label.includes("530 5.7.0")));
  await closePreviews();
});
test("the reply under the cursor is explained", async () => {
  const editor = await open("session.smtp");
  const at = editor.document.positionAt(editor.document.getText().indexOf("550 5.1.1"));
  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand("smtp-lsp.explainHere");
  await until("a preview of 550", () => tabs().some((label) => label.includes("550 5.1.1")));
  await closePreviews();
});
test("the sample of the walkthrough opens as a copy", async () => {
  await vscode.commands.executeCommand("smtp-lsp.openSample");
  const editor = vscode.window.activeTextEditor;
  import_node_assert.strict.equal(editor.document.uri.scheme, "untitled");
  import_node_assert.strict.equal(editor.document.languageId, "smtp-transcript");
  import_node_assert.strict.ok((await diagnosed(editor)).includes("530 5.7.0"));
});
test("a setting keeps the server out of some documents", async () => {
  const configuration = vscode.workspace.getConfiguration("smtp-lsp");
  const languages2 = configuration.get("documents.languages");
  await configuration.update("documents.languages", languages2.filter((language) => language !== "mail-log"), true);
  const editor = await open("mail.log");
  await until("no diagnostics", () => api.serverState().name === "running" && diagnosticsOf(editor).length === 0);
  await configuration.update("documents.languages", void 0, true);
  import_node_assert.strict.deepEqual(await diagnosed(editor), ["550 5.1.1"]);
});
test("the language of the answers follows the setting", async () => {
  const { document } = await open("session.smtp");
  const configuration = vscode.workspace.getConfiguration("smtp-lsp");
  await configuration.update("language", "de", true);
  await until("a German hover", async () => /Wer es beheben kann/.test(await hoverAt(document, "530 5.7.0")));
  await configuration.update("language", void 0, true);
  await until("an English hover", async () => /Who can fix it/.test(await hoverAt(document, "530 5.7.0")));
});
test("a server that crashes is started again, until it has crashed too often", async () => {
  const { document } = await open("session.smtp");
  for (let crash = 1; crash <= 5; crash++) {
    const [pid] = await until(`server process ${crash}`, () => {
      const pids = api.serverState().name === "running" ? serverProcesses() : [];
      return pids.length === 1 ? pids : void 0;
    });
    process.kill(pid, "SIGKILL");
    await until("its end", () => !serverProcesses().includes(pid));
  }
  const state = await until("the server is given up", () => api.serverState().name === "failed" ? api.serverState() : void 0);
  import_node_assert.strict.match(JSON.stringify(state), /too often/);
  import_node_assert.strict.deepEqual(serverProcesses(), []);
  await vscode.commands.executeCommand("smtp-lsp.restart");
  import_node_assert.strict.equal(api.serverState().name, "running");
  import_node_assert.strict.match(await hoverAt(document, "530 5.7.0"), /530/);
});
test("without a server the state says so, and commands do not fail", async () => {
  const configuration = vscode.workspace.getConfiguration("smtp-lsp");
  const before = configuration.inspect("server.path")?.globalValue;
  await configuration.update("server.path", "/nowhere/smtp-lsp", true);
  await until("a missing server", () => api.serverState().name === "missing");
  await vscode.commands.executeCommand("smtp-lsp.explain", "530");
  import_node_assert.strict.equal(api.serverState().name, "missing");
  await configuration.update("server.path", before, true);
  await until("a server", () => api.serverState().name === "running");
});
async function run() {
  const extension = vscode.extensions.getExtension("smtp-lsp.smtp-lsp");
  import_node_assert.strict.ok(extension, "the extension is there");
  api = await extension.activate();
  const failed = [];
  for (const [name, body] of tests) {
    try {
      await body();
      console.log(`test: ok      ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(`test: FAILED  ${name}
${error instanceof Error ? error.stack : String(error)}
${JSON.stringify(api.serverState())} ${serverProcesses().join()}`);
    }
  }
  console.log(`test: ${tests.length - failed.length} of ${tests.length} passed in VS Code ${vscode.version}`);
  if (failed.length > 0) {
    throw new Error(`${failed.length} failed`);
  }
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  run
});
