import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Lets `fs` see the archive as Electron's does (its lib/asar/fs-wrapper): looking, listing and reading. Writing, starting a
 * program and loading native code need a real file, so those fail for what was not left outside.
 */
export function showArchive(archive) {
  const own = { ...fs, promises: { ...fs.promises } }
  const copies = new Copies(archive, own)
  const sync = syncReaders(archive, own, copies)
  for (const [name, answer] of Object.entries(sync)) {
    const plain = own[`${name}Sync`]
    fs[`${name}Sync`] = (place, ...rest) =>
      archive.find(place) === undefined ? plain(place, ...rest) : answer(place, ...rest)
    const whenCalled = own[name]
    fs[name] = (place, ...rest) => {
      if (archive.find(place) === undefined) {
        return whenCalled(place, ...rest)
      }
      const callback = rest.pop()
      const failure = name === 'exists' ? [] : [null]
      let told
      try {
        told = [...failure, answer(place, ...rest)]
      } catch (error) {
        told = [error]
      }
      process.nextTick(callback, ...told)
    }
    const promised = own.promises[name]
    if (promised !== undefined && name !== 'open') {
      fs.promises[name] = (place, ...rest) =>
        archive.find(place) === undefined ? promised(place, ...rest) : settle(() => answer(place, ...rest))
    }
  }
  fs.promises.open = async (place, ...rest) =>
    own.promises.open(archive.find(place) === undefined ? place : copies.of(place), ...rest)
  fs.realpathSync.native = fs.realpathSync
  guardNativeCode(archive)
  syncBuiltinESMExports()
}

async function settle(answer) {
  return answer()
}

function syncReaders(archive, own, copies) {
  const found = (place, call) => {
    const node = archive.find(place)
    if (node === null) {
      throw Object.assign(new Error(`ENOENT: no such file or directory, ${call} '${String(place)}'`), {
        code: 'ENOENT',
        syscall: call,
        path: String(place),
      })
    }
    return node
  }
  const stat = (place, options) =>
    archive.find(place) === null && options?.throwIfNoEntry === false
      ? undefined
      : statsOf(found(place, 'stat'), own.statSync(archive.file), own.statSync(path.dirname(archive.file)))
  return {
    exists: (place) => archive.find(place) !== null,
    access: (place) => void found(place, 'access'),
    stat,
    lstat: stat,
    realpath: (place) => (found(place, 'realpath'), path.resolve(String(place))),
    readdir: (place, options) => {
      const names = Object.keys(found(place, 'scandir').files)
      if (options?.withFileTypes || options?.recursive) {
        throw new Error('The stand-in of Electron lists names only. Teach it more where a program needs that.')
      }
      return names
    },
    readFile: (place, options) => {
      found(place, 'open')
      const encoding = typeof options === 'string' ? options : options?.encoding
      const content = archive.read(place)
      return encoding ? content.toString(encoding) : content
    },
    open: (place, flags, mode) => (found(place, 'open'), own.openSync(copies.of(place), flags, mode)),
  }
}

function statsOf(node, file, folder) {
  return node.files === undefined
    ? Object.assign(Object.create(Object.getPrototypeOf(file)), file, { size: node.size })
    : folder
}

/** A descriptor needs a real file: Electron copies what is opened out of the archive, once. */
class Copies {
  #files = new Map()
  #archive
  #own

  constructor(archive, own) {
    this.#archive = archive
    this.#own = own
  }

  of(place) {
    const node = this.#archive.find(place)
    if (node === null || node.unpacked) {
      return this.#archive.unpacked(place)
    }
    const name = this.#archive.inside(place)
    let copy = this.#files.get(name)
    if (copy === undefined) {
      copy = path.join(this.#own.mkdtempSync(path.join(tmpdir(), 'stand-in-asar-')), path.basename(name))
      this.#own.writeFileSync(copy, this.#archive.read(place))
      this.#files.set(name, copy)
      process.once('exit', () => this.#own.rmSync(path.dirname(copy), { recursive: true, force: true }))
    }
    return copy
  }
}

function guardNativeCode(archive) {
  const load = process.dlopen
  process.dlopen = (module, file, ...rest) => {
    const node = archive.find(file)
    if (node !== undefined && !node?.unpacked) {
      throw new Error(`${file} is native code inside the archive: asarUnpack of electron-builder.yml misses it.`)
    }
    return load.call(process, module, node === undefined ? file : archive.unpacked(file), ...rest)
  }
}
