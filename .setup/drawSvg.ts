import type { Page } from 'playwright-core'

/** Draws an SVG as a square PNG with a transparent ground. */
export async function drawSvg(page: Page, svg: string, px: number): Promise<Buffer> {
  await page.setViewportSize({ width: px, height: px })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
  return page.screenshot({ omitBackground: true })
}
