import { createRequire } from 'node:module'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'

/** `node .setup/icons.ts`: draws the programs' icons from `resources/icon.svg`. Their results are committed. */
const root = path.join(import.meta.dirname, '..')
const setUp: { obtainBrowser: (node: string) => Promise<string> } = createRequire(import.meta.url)('./browser.cjs')
const sizes = [16, 32, 48, 64, 128, 256, 512]

const svg = await readFile(path.join(root, 'resources/icon.svg'), 'utf8')
const folder = path.join(root, 'resources/icons')
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: await setUp.obtainBrowser(process.execPath),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
  await writeFile(path.join(folder, `${size}x${size}.png`), await page.screenshot({ omitBackground: true }))
}
await browser.close()
