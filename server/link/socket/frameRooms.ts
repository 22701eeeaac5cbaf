/** A full piece of a terminal's output, with its header. */
const ROOM_BYTES = 68 * 1024
/** As much as is on its way at once: beyond it memory is left to the collector. */
const MOST_FREE = 8

/**
 * Memory for the large frames of a flood, used again and again. New memory for each of them costs more than to fill it, and is
 * collected late: a gigabyte through one viewer left a hundred megabytes behind.
 */
export class FrameRooms {
  readonly #free: Buffer[] = []

  /** So many bytes at least, with anything in them. */
  take(bytes: number): Buffer {
    return bytes > ROOM_BYTES ? Buffer.allocUnsafe(bytes) : (this.#free.pop() ?? Buffer.allocUnsafeSlow(ROOM_BYTES))
  }

  /** Nobody reads it any more. What is not given back is collected. */
  give(room: Buffer): void {
    if (room.length === ROOM_BYTES && this.#free.length < MOST_FREE) {
      this.#free.push(room)
    }
  }
}
