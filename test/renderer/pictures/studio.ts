import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { shippedRenderer } from '#test/renderer/builtRenderer.ts'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { ALL_LOADED, AT_REST } from './pageAtRest.ts'
import { fillDay, type Scene } from './scenes.ts'
import { asBrowser, type ScreenName, take } from './steps.ts'
import { STOPPED_PAGE, stopDate } from './stoppedClock.ts'

export type Colours = 'light' | 'dark'

/** One screen as it was drawn. `bytes`: a picture of the whole window. */
export interface Shot {
  readonly screen: ScreenName
  readonly colours: Colours
  readonly bytes: Buffer
}

export const sizes = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
} as const

interface Taking {
  /** How many pixels of the page one of the picture stands for; 1 where nothing is said. */
  readonly reduced?: number
  /** PNG where nothing is said. */
  readonly format?: 'png' | 'webp'
  /** Called on each screen, before it is left. */
  readonly look?: (page: Page, screen: ScreenName) => Promise<void>
}

/** The kept pictures are an eighth as wide and high: enough to see what moved, and a few kilobytes each. */
export const REDUCED = 8

export interface Studio {
  /** Photographs a scene on its screens, in both colours. The page stays as it was left, for a closer look. */
  photograph(scene: Scene, how?: Taking): Promise<readonly Shot[]>
  close(): Promise<void>
}

/**
 * One browser with two windows, a mouse's and a finger's, before fake gateways; the page is the one that is shipped. What else
 * differs from machine to machine stands still: the clock, the fonts, how letters are smoothed, what moves.
 */
export async function openStudio(): Promise<Studio> {
  const built = await shippedRenderer()
  const browser = await launchBrowser([
    '--font-render-hinting=none',
    '--disable-lcd-text',
    '--force-color-profile=srgb',
  ])
  const letDateGo = stopDate()
  const shared = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', bypassCSP: true } as const
  const mouse = await browser.newContext({ ...shared, viewport: sizes.wide })
  const finger = await browser.newContext({ ...shared, viewport: sizes.phone, isMobile: true, hasTouch: true })
  for (const context of [mouse, finger]) {
    await context.addInitScript(STOPPED_PAGE + FONTS)
  }
  return {
    photograph: async (scene, how = {}) => {
      const wanted = scene.screens ?? (['wide', 'narrow', 'phone'] as const)
      const windows = [
        [mouse, wanted.filter((screen) => screen !== 'phone')],
        [finger, wanted.filter((screen) => screen === 'phone')],
      ] as const
      const shots = windows
        .filter(([, screens]) => screens.length > 0)
        .map(([context, screens]) => visit({ context, folder: built.folder, scene, screens, ...how }))
      return (await Promise.all(shots)).flat()
    },
    close: async () => {
      letDateGo()
      await browser.close()
      await built.remove()
    },
  }
}

interface Visit extends Taking {
  readonly context: BrowserContext
  readonly folder: string
  readonly scene: Scene
  readonly screens: readonly ScreenName[]
}

async function visit(of: Visit): Promise<readonly Shot[]> {
  const { context, folder, scene, screens, look, reduced = 1, format = 'png' } = of
  const gateway = new FakeGateway(folder)
  fillDay(gateway)
  scene.prepare?.(gateway)
  await gateway.listen()
  const page = await context.newPage()
  await page.addInitScript(asBrowser(scene.userAgent))
  const devtools = await context.newCDPSession(page)
  const shots: Shot[] = []
  try {
    const [first = 'wide'] = screens
    await page.setViewportSize(sizes[first])
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(gateway.url + scene.path)
    await take(page, scene.steps, first)
    await page.evaluate(ALL_LOADED)
    for (const screen of screens) {
      await page.setViewportSize(sizes[screen])
      for (const colours of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: colours })
        await page.mouse.move(0, 0)
        await page.evaluate(AT_REST)
        const clip = { x: 0, y: 0, ...sizes[screen], scale: 1 / reduced }
        const options = format === 'png' ? { optimizeForSpeed: true } : { quality: 80 }
        const { data } = await devtools.send('Page.captureScreenshot', { format, clip, ...options })
        shots.push({ screen, colours, bytes: Buffer.from(data, 'base64') })
      }
      await look?.(page, screen)
    }
  } finally {
    await context.setOffline(false)
    await page.close()
    await gateway.close()
  }
  return shots
}

const { resolve } = createRequire(import.meta.url)

function face(family: string, weight: string, file: string): string {
  const bytes = readFileSync(resolve(file)).toString('base64')
  return `document.fonts.add(new FontFace('${family}', Uint8Array.from(atob('${bytes}'), (c) => c.charCodeAt(0)), { weight: '${weight}' }))\n`
}

/** The same letters everywhere, whatever the machine has. */
const FONTS = `{
${face('Picture Sans', '100 900', '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')}
${face('Picture Mono', '400', '@fontsource/dejavu-mono/files/dejavu-mono-latin-400-normal.woff2')}
${face('Picture Mono', '700', '@fontsource/dejavu-mono/files/dejavu-mono-latin-700-normal.woff2')}
const sheet = new CSSStyleSheet()
sheet.replaceSync(':root { --font-sans: "Picture Sans", sans-serif !important; --font-mono: "Picture Mono", monospace !important } * { caret-color: transparent !important }')
document.adoptedStyleSheets = [sheet]
}`
