import type { Duplex } from 'node:stream'

/**
 * What a pseudo terminal of Linux has at once. A read that fills its room is followed by another one right away, without a look at
 * what else waits: of a flood that is nearly twice as fast, and the loop that does it ends after 32 of them.
 */
const ROOM_BYTES = 4095

/**
 * Reads a stream of Node's into one buffer, again and again: what is handed on is only valid until it returns. By itself the
 * stream takes 64 KiB of new memory for each read, and a pseudo terminal's are small: collecting them costs more than reading.
 * It is what `onread` of `net.Socket` does, for a stream that somebody else made.
 * @returns false: this Node keeps it elsewhere; nothing was changed, and the stream tells of `data`.
 */
export function readInPlace(stream: Duplex, onData: (chunk: Buffer) => void): boolean {
  const symbols = Object.getOwnPropertySymbols(stream)
  const own = (name: string) => symbols.find(({ description }) => description === name)
  const [buffer, callback, generator] = [own('kBuffer'), own('kBufferCb'), own('kBufferGen')]
  const handle: unknown = Reflect.get(stream, '_handle')
  if (buffer === undefined || callback === undefined || generator === undefined || !takesBuffer(handle)) {
    return false
  }
  const room = Buffer.alloc(ROOM_BYTES)
  Reflect.set(stream, buffer, room)
  Reflect.set(stream, callback, (length: number) => {
    onData(room.subarray(0, length))
    return true
  })
  handle.useUserBuffer(room)
  return true
}

function takesBuffer(handle: unknown): handle is { useUserBuffer(room: Buffer): void } {
  return typeof handle === 'object' && handle !== null && 'useUserBuffer' in handle
}
