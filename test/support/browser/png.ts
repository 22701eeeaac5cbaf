import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A picture of 8 bits per channel: `pixels` holds red, green, blue, alpha, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

/** Reads what Chromium writes: 8 bits, red-green-blue with or without alpha, not interlaced. @throws Error on all else. */
export function readPng(file: Buffer): Picture {
  const width = file.readUInt32BE(16)
  const height = file.readUInt32BE(20)
  const channels = file[25] === 6 ? 4 : 3
  if (file[24] !== 8 || (file[25] !== 6 && file[25] !== 2) || file[28] !== 0) {
    throw new Error('this picture is of a kind that is not read here')
  }
  const raw = unfilter(inflateSync(dataOf(file)), { stride: width * channels, channels, height })
  const pixels = Buffer.alloc(width * height * 4, 255)
  for (let index = 0; index < width * height; index += 1) {
    raw.copy(pixels, index * 4, index * channels, (index + 1) * channels)
  }
  return { width, height, pixels }
}

/** The pictures of an ICO file, in their order. */
export function readIco(file: Buffer): Picture[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const offset = file.readUInt32LE(at + 12)
    return readPng(file.subarray(offset, offset + file.readUInt32LE(at + 8)))
  })
}

function dataOf(file: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
    }
  }
  return Buffer.concat(parts)
}

function unfilter(data: Buffer, shape: { stride: number; channels: number; height: number }): Buffer {
  const { stride, channels, height } = shape
  // A row above and a pixel to the left that are not there count as zero.
  const at = stride + channels
  const out = Buffer.alloc((stride + channels) * (height + 1))
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x += 1) {
      const here = (row + 1) * at + channels + x
      const [left = 0, up = 0, corner = 0] = [out[here - channels], out[here - at], out[here - at - channels]]
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[here] = (data[row * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  return Buffer.concat(
    Array.from({ length: height }, (_, row) => out.subarray((row + 1) * at + channels, (row + 2) * at)),
  )
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) {
    return left
  }
  return toUp <= toCorner ? up : corner
}

/** As a PNG without alpha, as small as filters and zlib make it. */
export function writePng({ width, height, pixels }: Picture): Buffer {
  const stride = width * 3
  const raw = Buffer.alloc((stride + 1) * height)
  for (let row = 0; row < height; row += 1) {
    const at = row * (stride + 1)
    // Each byte less the one above it: interfaces are made of straight lines.
    raw[at] = row === 0 ? 0 : 2
    for (let x = 0; x < stride; x += 1) {
      const pixel = (row * width + Math.floor(x / 3)) * 4 + (x % 3)
      const above = row === 0 ? 0 : (pixels[pixel - width * 4] ?? 0)
      raw[at + 1 + x] = (pixels[pixel] ?? 0) - above
    }
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...parts])
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
