// The trace of the protocol, switched by a setting. The client library looks at the log level of the channel
// instead, which an extension cannot set: this channel has the level that the setting means.
import * as vscode from 'vscode';

export class TraceChannel {
  private readonly changes = new vscode.EventEmitter<vscode.LogLevel>();
  readonly onDidChangeLogLevel = this.changes.event;
  logLevel: vscode.LogLevel = vscode.LogLevel.Off;

  constructor(private readonly output: vscode.LogOutputChannel) {}

  /** As the client library takes it: it calls only what is here. */
  asLogChannel(): vscode.LogOutputChannel {
    return this as unknown as vscode.LogOutputChannel;
  }

  set(on: boolean): void {
    const level = on ? vscode.LogLevel.Trace : vscode.LogLevel.Off;
    if (level !== this.logLevel) {
      this.logLevel = level;
      this.changes.fire(level);
    }
  }

  trace(message: string, ...rest: unknown[]): void {
    this.output.info(message, ...rest);
  }

  dispose(): void {
    this.changes.dispose();
  }
}
