// The life of the language server: started when something needs it, started again after a crash, given up
// after too many.
import { accessSync, constants, statSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State as Phase, type StaticFeature } from 'vscode-languageclient/node';
import { Crashes } from './crashes';
import { find, type Search } from './find';
import * as messages from './messages';
import { SECTION, forServer, isTraced, logLevel, selector, serverPath } from './settings';
import { TraceChannel } from './trace';

/** Tells the server that its test lines go to the clipboard here, and its explanations into a preview; it need not show them. */
const SHOWN_HERE: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const others = capabilities.experimental as object | undefined;
    capabilities.experimental = { ...others, smtpClipboard: true, smtpPreview: true };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

export type State =
  | { readonly name: 'stopped' | 'starting' | 'missing' }
  | { readonly name: 'running'; readonly version: string; readonly program: string }
  | { readonly name: 'failed'; readonly why: string };

/** Shows what a server command has answered. */
export type Show = (command: string, words: string[], answer: unknown) => Promise<void>;

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel('SMTP', { log: true });
  private readonly trace = new TraceChannel(this.output);
  private readonly crashes = new Crashes();
  private readonly changes = new vscode.EventEmitter<State>();
  readonly onDidChangeState = this.changes.event;
  private current: State = { name: 'stopped' };
  private client: LanguageClient | undefined;
  /** Clients whose server did run: its end is a crash, not a failed start. */
  private readonly ran = new WeakSet<LanguageClient>();
  private starting: Promise<LanguageClient | undefined> | undefined;

  constructor(
    private readonly extensionPath: string,
    private readonly show: Show,
  ) {}

  get state(): State {
    return this.current;
  }

  private set state(state: State) {
    this.current = state;
    this.changes.fire(state);
  }

  /** The client of a running server, which is started where it does not run; undefined where that fails. */
  async ready(): Promise<LanguageClient | undefined> {
    if (this.client !== undefined && this.current.name === 'running') {
      return this.client;
    }
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    return this.starting;
  }

  /** Starts the server unless a start has failed already: what happens by itself complains only once. */
  async wake(): Promise<void> {
    if (this.current.name === 'stopped') {
      await this.ready();
    }
  }

  async restart(): Promise<void> {
    this.crashes.forget();
    await this.stop();
    await this.ready();
  }

  async stop(): Promise<void> {
    await this.starting?.catch(() => undefined);
    const client = this.client;
    this.client = undefined;
    this.state = { name: 'stopped' };
    await client?.dispose().catch((error: unknown) => this.output.warn(String(error)));
  }

  dispose(): void {
    this.changes.dispose();
    this.trace.dispose();
    this.output.dispose();
  }

  private search(): Search {
    const windows = process.platform === 'win32';
    return find({
      configured: serverPath(),
      bundled: path.join(this.extensionPath, 'server', windows ? 'smtp-lsp.exe' : 'smtp-lsp'),
      searchPath: process.env['PATH'] ?? '',
      home: os.homedir(),
      windows,
      isProgram,
    });
  }

  private async start(): Promise<LanguageClient | undefined> {
    const search = this.search();
    if (!search.found) {
      this.state = { name: 'missing' };
      void messages.missing(search.configured);
      return undefined;
    }
    this.output.info(`starting ${search.program} (${search.origin})`);
    this.state = { name: 'starting' };
    this.trace.set(isTraced());
    await this.client?.dispose().catch(() => undefined);
    const client = this.create(search.program);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      if (this.client === client && this.ran.has(client)) {
        void this.crashed(client);
      } else if (this.client === client) {
        this.client = undefined;
        this.fail(error instanceof Error ? error.message : String(error));
      }
      return undefined;
    }
    return client;
  }

  private create(program: string): LanguageClient {
    const client = new LanguageClient(
      SECTION,
      'SMTP',
      { command: program, args: ['--stdio'], options: { env: { ...process.env, SMTP_LSP_LOG: logLevel() } } },
      {
        documentSelector: selector(),
        diagnosticCollectionName: 'smtp',
        outputChannel: this.output,
        traceOutputChannel: this.trace.asLogChannel(),
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: forServer,
        initializationFailedHandler: () => false,
        errorHandler: {
          // A server that dies breaks what is being written to it: that it has closed decides what follows.
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          // A start after a crash is one with a new client: that of the library has been seen to lose its way
          // when the server ends while it starts.
          closed: () => {
            if (this.ran.has(client) && this.client === client) {
              void this.crashed(client);
            }
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
        middleware: {
          // Code actions name these commands; what they answer is meant to be read.
          executeCommand: async (command, words, next) => {
            const answer: unknown = await next(command, words);
            await this.show(command, words.map(String), answer);
            return answer;
          },
        },
      },
    );
    client.registerFeature(SHOWN_HERE);
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) {
        return;
      }
      if (newState === Phase.Running) {
        this.ran.add(client);
        const version = client.initializeResult?.serverInfo?.version ?? '';
        this.state = { name: 'running', version, program };
      } else if (newState === Phase.Starting) {
        this.state = { name: 'starting' };
      } else if (this.current.name === 'running') {
        this.state = { name: 'stopped' };
      }
    });
    return client;
  }

  /** Starts the server again, unless it has crashed too often. */
  private async crashed(client: LanguageClient): Promise<void> {
    this.client = undefined;
    const again = this.crashes.mayRestart(Date.now());
    if (again) {
      this.output.warn('the server has ended unexpectedly; it is started again');
      this.state = { name: 'starting' };
    } else {
      this.fail(vscode.l10n.t('It has ended unexpectedly too often.'));
    }
    // A start that was still under way ends now.
    await this.starting?.catch(() => undefined);
    await client.dispose().catch(() => undefined);
    if (again && this.client === undefined) {
      await this.ready();
    }
  }

  private fail(why: string): void {
    this.state = { name: 'failed', why };
    this.output.error(why);
    void messages.failed(why);
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
