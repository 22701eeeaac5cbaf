import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const builderRequire = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))
const asar = createRequire(builderRequire.resolve('app-builder-lib/package.json'))('@electron/asar')

/** Node's own functions, before they are made to see the archive as a folder. */
const { openSync, readFileSync, readSync } = fs

/** An archive of electron-builder's, by the names of what is in it. */
export class Archive {
  constructor(file) {
    const { header, headerSize } = asar.getRawHeader(file)
    this.file = file
    this.root = header
    this.start = 8 + headerSize
    this.descriptor = openSync(file, 'r')
  }

  /** What a path leads to: a folder (`files`), a file (`size`), null: nothing; undefined: it leads elsewhere. */
  find(place) {
    const inside = this.inside(place)
    if (inside === undefined) {
      return undefined
    }
    const names = inside === '' ? [] : inside.split(path.sep)
    return names.reduce((node, name) => node?.files?.[name] ?? null, this.root)
  }

  /** The path below the archive; undefined: it is not there. */
  inside(place) {
    const text = place instanceof URL ? fileURLToPath(place) : Buffer.isBuffer(place) ? place.toString() : place
    if (typeof text !== 'string') {
      return undefined
    }
    const whole = path.resolve(text)
    if (whole === this.file) {
      return ''
    }
    return whole.startsWith(this.file + path.sep) ? whole.slice(this.file.length + 1) : undefined
  }

  /** Where a file lies that was left outside. */
  unpacked(place) {
    return path.join(`${this.file}.unpacked`, this.inside(place))
  }

  read(place) {
    const node = this.find(place)
    if (node.unpacked) {
      return readFileSync(this.unpacked(place))
    }
    const content = Buffer.alloc(node.size)
    readSync(this.descriptor, content, 0, node.size, this.start + Number(node.offset))
    return content
  }
}
