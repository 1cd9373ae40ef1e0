// Bundles the extension into dist/, and with --tests the tests into out/.
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };

await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'], minify: true });
if (process.argv.includes('--tests')) {
  await build({ ...common, entryPoints: ['test/unit/unit.test.ts'], outfile: 'out/unit.test.cjs', external: ['vscode'] });
  await build({ ...common, entryPoints: ['test/host/host.ts'], outfile: 'out/host.cjs', external: ['vscode'] });
}
