import { type Picture, readPng, writePng } from '#test/support/browser/png.ts'
import type { Shot } from './studio.ts'

/** One picture of a scene. */
export interface View {
  /** `wide light`. */
  readonly name: string
  readonly picture: Picture
}

/** How many levels of a colour are kept: what is finer is noise of the machine, and takes room. */
const STEP = 8

/** By so much a channel differs before it is another colour. */
const SAME_COLOUR = 40

/** Sheets are drawn side by side, this many pixels apart. */
const GAP = 4

export function viewsOf(shots: readonly Shot[]): readonly View[] {
  return shots.map(({ screen, colours, bytes }) => ({ name: `${screen} ${colours}`, picture: coarse(readPng(bytes)) }))
}

/** The pictures of one scene in one file, from left to right. */
export function sheetOf(views: readonly View[]): Buffer {
  const width = views.reduce((sum, { picture }) => sum + picture.width + GAP, 0)
  const height = Math.max(...views.map(({ picture }) => picture.height))
  const pixels = Buffer.alloc(width * height * 4, 128)
  let left = 0
  for (const { picture } of views) {
    for (let row = 0; row < picture.height; row += 1) {
      const line = picture.pixels.subarray(row * picture.width * 4, (row + 1) * picture.width * 4)
      line.copy(pixels, (row * width + left) * 4)
    }
    left += picture.width + GAP
  }
  return writePng({ width, height, pixels })
}

/**
 * For each view, the share of its pixels that are another colour than on the sheet, 0 to 1. 1 where the sheet has no such view or
 * it has another size.
 */
export function differences(views: readonly View[], sheet: Buffer): ReadonlyMap<string, number> {
  const kept = readPng(sheet)
  let left = 0
  const found = new Map<string, number>()
  for (const { name, picture } of views) {
    const fits = left + picture.width <= kept.width && picture.height <= kept.height
    found.set(name, fits ? differing(picture, kept, left) / (picture.width * picture.height) : 1)
    left += picture.width + GAP
  }
  return found
}

function differing(picture: Picture, kept: Picture, left: number): number {
  let count = 0
  for (let row = 0; row < picture.height; row += 1) {
    for (let column = 0; column < picture.width; column += 1) {
      const here = (row * picture.width + column) * 4
      const there = (row * kept.width + left + column) * 4
      const most = Math.max(...[0, 1, 2].map((channel) => apart(picture, kept, [here + channel, there + channel])))
      count += most > SAME_COLOUR ? 1 : 0
    }
  }
  return count
}

function apart(one: Picture, other: Picture, [here, there]: readonly [number, number]): number {
  return Math.abs((one.pixels[here] ?? 0) - (other.pixels[there] ?? 0))
}

function coarse({ width, height, pixels }: Picture): Picture {
  return {
    width,
    height,
    pixels: pixels.map((value, index) => (index % 4 === 3 ? 255 : value - (value % STEP))) as Buffer,
  }
}
