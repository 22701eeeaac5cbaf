import type { IBufferCell } from '@xterm/headless'
import type { PrintedColour, PrintedStyle } from './printedText.ts'

/** The style of a terminal cell: the nearest of a few colours that are readable in both themes. */
export function styleOf(cell: IBufferCell): PrintedStyle {
  return {
    colour: colourOf(cell),
    isBold: cell.isBold() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    isStruck: cell.isStrikethrough() !== 0,
  }
}

export function isSameStyle(one: PrintedStyle, other: PrintedStyle): boolean {
  return (
    one.colour === other.colour &&
    one.isBold === other.isBold &&
    one.isItalic === other.isItalic &&
    one.isUnderlined === other.isUnderlined &&
    one.isStruck === other.isStruck
  )
}

/** Whether it has no style of its own. */
export function isPlainStyle({ colour, isBold, isItalic, isUnderlined, isStruck }: PrintedStyle): boolean {
  return colour === null && !isBold && !isItalic && !isUnderlined && !isStruck
}

/** The hue of the text, otherwise of its background: text on a coloured background would need a colour for each. */
function colourOf(cell: IBufferCell): PrintedColour | null {
  const letters = cell.isFgDefault() ? null : hueOf(cell.getFgColor(), cell.isFgRGB())
  const ground = cell.isBgDefault() ? null : hueOf(cell.getBgColor(), cell.isBgRGB())
  return letters ?? ground ?? fainted(cell)
}

function fainted(cell: IBufferCell): PrintedColour | null {
  return cell.isDim() === 0 ? null : 'grey'
}

/** The eight terminal colours; black and white take the text colour. */
const PALETTE = [null, 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', null] as const
const LEVELS = [0, 95, 135, 175, 215, 255] as const

function hueOf(colour: number, isRgb: boolean): PrintedColour | null {
  if (isRgb) {
    return nearest(Math.floor(colour / 65_536), Math.floor(colour / 256) % 256, colour % 256)
  }
  if (colour < 16) {
    return colour === 8 ? 'grey' : (PALETTE[colour % 8] ?? null)
  }
  if (colour >= 232) {
    return nearest(...grey(8 + (colour - 232) * 10))
  }
  const index = colour - 16
  return nearest(level(Math.floor(index / 36)), level(Math.floor(index / 6)), level(index))
}

/** How strong one of six steps is. */
function level(digit: number): number {
  return LEVELS[digit % 6] ?? 0
}

function grey(strength: number): [number, number, number] {
  return [strength, strength, strength]
}

/** By which of red, green and blue are strong. */
function nearest(red: number, green: number, blue: number): PrintedColour | null {
  const most = Math.max(red, green, blue)
  const least = Math.min(red, green, blue)
  if (most - least < 40) {
    return most > 64 && most < 192 ? 'grey' : null
  }
  const middle = (most + least) / 2
  const strong = (red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0)
  return PALETTE[strong] ?? null
}
