import { createRequire } from 'node:module'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Page, chromium } from 'playwright-core'
import { drawSvg } from './drawSvg.ts'
import { packIco, trayFiles, withClasses } from './trayArt.ts'

/**
 * `node .setup/icons.ts`: draws the programs' icons from `resources/icon.svg`, and the tray's pictures from
 * `resources/tray/tray.svg`. Their results are committed.
 */
const resources = path.join(import.meta.dirname, '../resources')
const setUp: { obtainBrowser: (node: string) => Promise<string> } = createRequire(import.meta.url)('./browser.cjs')
const sizes = [16, 32, 48, 64, 128, 256, 512, 1024]

const browser = await chromium.launch({
  executablePath: await setUp.obtainBrowser(process.execPath),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
await drawIcons(page)
await drawTray(page)
await drawAppIcons(page)
await browser.close()

async function drawIcons(on: Page): Promise<void> {
  const svg = await readFile(path.join(resources, 'icon.svg'), 'utf8')
  const folder = path.join(resources, 'icons')
  await mkdir(folder, { recursive: true })
  for (const size of sizes) {
    await writeFile(path.join(folder, `${size}x${size}.png`), await drawSvg(on, svg, size))
  }
}

async function drawTray(on: Page): Promise<void> {
  const folder = path.join(resources, 'tray')
  const svg = await readFile(path.join(folder, 'tray.svg'), 'utf8')
  for (const system of ['mac', 'linux', 'windows']) {
    await rm(path.join(folder, system), { recursive: true, force: true })
    await mkdir(path.join(folder, system), { recursive: true })
  }
  for (const { file, kind, pictures } of trayFiles()) {
    const drawn: { px: number; png: Buffer }[] = []
    for (const { px, classes } of pictures) {
      drawn.push({ px, png: await drawSvg(on, withClasses(svg, classes), px) })
    }
    const [first] = drawn
    if (first !== undefined) {
      await writeFile(path.join(folder, file), kind === 'ico' ? packIco(drawn) : first.png)
    }
  }
}

/** What phones and desktops show of the installed page; `maskable`: they cut it to a shape of their own. */
async function drawAppIcons(on: Page): Promise<void> {
  const svg = await readFile(path.join(resources, '../renderer/public/icon.svg'), 'utf8')
  const folder = path.join(resources, '../renderer/public/icons')
  await mkdir(folder, { recursive: true })
  const ground = /<rect [^>]*\/>/
  const whole = svg.replace(
    ground,
    '<rect width="32" height="32" fill="#1f5f8b"/><g transform="translate(16 16) scale(.78) translate(-16 -16)">',
  )
  const maskable = whole.replace('</svg>', '</g></svg>')
  for (const [name, picture, px] of [
    ['192', svg, 192],
    ['512', svg, 512],
    ['maskable', maskable, 512],
    ['180', maskable, 180],
    ['badge', svg.replace(ground, ''), 96],
  ] as const) {
    await writeFile(path.join(folder, `${name}.png`), await drawSvg(on, picture, px))
  }
}
