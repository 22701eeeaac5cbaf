import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawSvg } from '../../../.setup/drawSvg.ts'
import { trayFiles, withClasses } from '../../../.setup/trayArt.ts'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { type Picture, readIco, readPng } from '#test/support/browser/png.ts'

const folder = path.join(import.meta.dirname, '../../../resources/tray')
const files = trayFiles()

function picturesOf({ file, kind }: (typeof files)[number]): Picture[] {
  const content = readFileSync(path.join(folder, file))
  return kind === 'ico' ? readIco(content) : [readPng(content)]
}

function alphaAt({ pixels }: Picture, index: number): number {
  return pixels[index * 4 + 3] ?? 0
}

/** How many pixels look different, seen as macOS sees them: by their alpha. */
function difference(one: Picture, other: Picture): number {
  return Array.from({ length: one.width * one.height }, (_, index) => index).filter(
    (index) => Math.abs(alphaAt(one, index) - alphaAt(other, index)) > 96,
  ).length
}

test('the folder holds exactly the pictures that the script draws', () => {
  const there = ['mac', 'linux', 'windows'].flatMap((system) =>
    readdirSync(path.join(folder, system)).map((name) => `${system}/${name}`),
  )
  expect(there.toSorted()).toEqual(files.map(({ file }) => file).toSorted())
})

test.for(files)('$file has its sizes, a transparent ground, and something to see', (file) => {
  const pictures = picturesOf(file)
  expect(pictures.map(({ width, height }) => [width, height])).toEqual(file.pictures.map(({ px }) => [px, px]))
  for (const picture of pictures) {
    expect(alphaAt(picture, 0)).toBe(0)
    const opaque = Array.from({ length: picture.width * picture.height }, (_, index) => alphaAt(picture, index))
    expect(opaque.filter((alpha) => alpha === 255).length).toBeGreaterThan(picture.width)
  }
})

test('macOS gets black and alpha only, so that it can colour the picture itself', () => {
  for (const file of files.filter((one) => one.file.startsWith('mac/'))) {
    const [picture] = picturesOf(file)
    const colours = picture?.pixels.filter((_, index) => index % 4 !== 3) ?? []
    expect(colours.every((value) => value === 0)).toBe(true)
  }
})

test('at 16 pixels no state can be taken for another, even without colours', () => {
  const small = files.filter(({ file }) => /^mac\/[^@]*$/.test(file))
  expect(small).toHaveLength(8)
  for (const one of small) {
    for (const other of small.filter(({ file }) => file !== one.file)) {
      const [here] = picturesOf(one)
      const [there] = picturesOf(other)
      expect(here && there && difference(here, there)).toBeGreaterThan(4)
    }
  }
})

describe('drawn anew', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test('the committed pictures are those of tray.svg', async () => {
    const svg = readFileSync(path.join(folder, 'tray.svg'), 'utf8')
    const page = await browser.newPage()
    for (const file of files.filter(({ kind }) => kind === 'png')) {
      const [wanted] = file.pictures
      const [committed] = picturesOf(file)
      if (wanted === undefined || committed === undefined) {
        throw new Error(`${file.file} has no picture`)
      }
      const drawn = readPng(await drawSvg(page, withClasses(svg, wanted.classes), wanted.px))
      // Another Chromium may round an edge another way, not draw another picture.
      const off = drawn.pixels.filter((value, index) => Math.abs(value - (committed.pixels[index] ?? 0)) > 48)
      expect({ file: file.file, is_same: off.length / drawn.pixels.length < 0.005 }).toEqual({
        file: file.file,
        is_same: true,
      })
    }
  })
})
