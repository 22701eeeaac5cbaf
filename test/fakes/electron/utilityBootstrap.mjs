import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Makes a Node child look like Electron's utility process from within, then runs the program that was asked for. */
const [, , binary, file, ...args] = process.argv
const send = process.send.bind(process)

/** Messages wait until somebody listens, as Electron's do. */
class ParentPort extends EventEmitter {
  #early = []

  constructor() {
    super()
    process.on('message', (data) => {
      if (this.listenerCount('message') === 0) {
        this.#early.push(data)
      } else {
        this.emit('message', { data })
      }
    })
    this.on('newListener', () =>
      setImmediate(() => this.#early.splice(0).forEach((data) => this.emit('message', { data }))),
    )
  }

  /** On its way a little later: Electron promises no order of a message and an end, so an end at once loses it. */
  postMessage(message) {
    setImmediate(() => send(message))
  }
}

process.parentPort = new ParentPort()
process.send = undefined
// A utility process has no life of its own.
process.on('disconnect', () => process.exit(0))
process.execPath = binary
Object.defineProperty(process.versions, 'electron', {
  value: createRequire(import.meta.url)('electron/package.json').version,
  enumerable: true,
})
process.argv = [binary, file, ...args]
await import(pathToFileURL(file).href)
