import { open } from 'node:fs/promises'
import * as z from 'zod'

/** Where the line is: Claude Code writes it last, when it ends. */
const TAIL_BYTES = 1024 * 1024
const MARK = '"cost-state"'

const CostLine = z.looseObject({ type: z.literal('cost-state'), totalCostUSD: z.number().nonnegative() })

/** What a conversation has cost in all, in US dollars, as it stood when a Claude Code last ended; null: it does not say. */
export async function costInTranscript(file: string): Promise<number | null> {
  const handle = await open(file, 'r').catch(() => null)
  if (handle === null) {
    return null
  }
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n')
    return costOfLine(lines.findLast((line) => line.includes(MARK) && costOfLine(line) !== null) ?? '')
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

function costOfLine(line: string): number | null {
  try {
    return CostLine.safeParse(JSON.parse(line)).data?.totalCostUSD ?? null
  } catch {
    return null
  }
}
