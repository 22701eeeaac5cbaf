import { registerHooks } from 'node:module'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { ElectronDouble } from './electronDouble.ts'

/**
 * Runs the built desktop program (`dist/main/main.js`, as it is) with the double where it imports Electron:
 * `node standIn.ts [its arguments]`. With `HOMEPORT_STAND_IN_WINDOW=1` windows are pages of a Chromium. Says one line
 * of JSON for each thing that happens: `{"event": "usable", "ms": …}`, in milliseconds since the program was loaded.
 */
const { findBrowser } = createRequire(import.meta.url)('../../../.setup/browser.cjs') as { findBrowser: () => string }
const withWindow = process.env['HOMEPORT_STAND_IN_WINDOW'] === '1'
const browser = withWindow
  ? await chromium.launch({ executablePath: findBrowser(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  : null
const double = new ElectronDouble({
  isPackaged: false,
  argv: process.argv,
  ...(browser === null ? {} : { context: await browser.newContext() }),
})
const { app } = double
const parts: Record<string, unknown> = { ...double.parts }
Object.assign(globalThis, { electronDouble: parts })
Object.assign(process, { resourcesPath: path.join(import.meta.dirname, '../../../resources') })

const ELECTRON = 'electron-double:'
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: ELECTRON, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === ELECTRON ? { format: 'module', source: moduleText(), shortCircuit: true } : next(url, context),
})

const loadedAt = performance.now()
await import(pathToFileURL(path.join(import.meta.dirname, '../../../dist/main/main.js')).href)
say('loaded')
// Only now, as Electron does: who waited for `ready` while it was loaded waits for ever.
app.settleEntry()
if (withWindow) {
  while (double.windows.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await (await double.page()).getByRole('link', { name: 'New session' }).first().waitFor()
  say('usable')
}
await app.exited
await browser?.close()
double.dialog.errors.forEach((text) => process.stderr.write(`${text}\n`))
process.exit(app.exitCode ?? 0)

function say(event: string): void {
  process.stdout.write(`${JSON.stringify({ event, ms: performance.now() - loadedAt })}\n`)
}

function moduleText(): string {
  const names = Object.keys(parts).map((name) => `export const ${name} = electronDouble.${name}`)
  return `${names.join('\n')}\nexport default electronDouble`
}
