import type { Clock } from '#server/platform/clock.ts'
import type { Module } from '../kernel/module.ts'
import { listFolders } from './folders/folders.ts'

/** The folders that sessions work in, for those who choose one. */
export function openWorkspace({
  home,
  clock,
}: {
  readonly home: string
  readonly clock: Clock
}): Module<'folder.list'> {
  return { handlers: { 'folder.list': (params) => listFolders({ home, clock }, params) } }
}
