import { rooms } from '../rooms.ts'
import { code, table } from './markdown.ts'

/** The map of the rooms: what each holds, and what it may import. */
export function roomsTable(): string {
  return table(
    ['room', 'holds', 'may import'],
    rooms.map(({ folder, holds, mayImport }) => [code(folder), holds, mayImport.map(code).join(', ') || 'nothing']),
  )
}
