import type { Storage } from '#shared/operations/resources.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { vaults } from './vaults.ts'
import * as words from './words.ts'

const names: Readonly<Record<Storage['items'][number]['kind'], string>> = {
  sessions: words.sessionsAndTheirEvents,
  homeport: words.signInsDevicesAndThe,
  changes: words.whatFilesWereBeforeClaude,
  transcript_copies: words.copiesOfTranscripts,
  database_copies: words.databasesBeforeAnUpdate,
  history_index: words.indexOfTheHistory,
  logs: words.logs,
  workspaces: words.foldersThatHomeportKeeps,
  trash: words.deletedFiles,
  other: words.everythingElse,
}

/** Disk usage, and the vault in use. */
export function StorageTable({ storage }: { storage: Storage }) {
  const { items, transcripts, disk, vault } = storage
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
      {items
        .toSorted((left, right) => right.bytes - left.bytes)
        .map(({ kind, bytes: size }) => (
          <Line key={kind} name={names[kind]} value={bytes(size)} />
        ))}
      <Line name={words.claudeCodesOwnTranscripts} value={bytes(transcripts.bytes)} />
      <Line name={words.freeOnThisDisk} value={words.freeOf(bytes(disk.free_bytes), bytes(disk.total_bytes))} />
      <dt className="col-span-2 mt-2 font-medium">{words.vault}</dt>
      <dd className="col-span-2 text-muted">{vault.problem ?? words.vaultItWorks(vaults[vault.kind])}</dd>
      <dt className="col-span-2 mt-2 font-medium">{words.dataDirectory}</dt>
      <dd className="col-span-2 font-mono text-xs wrap-anywhere text-muted">{storage.data_dir}</dd>
      {storage.is_partial && <dd className="col-span-2 text-muted">{words.thereIsMoreNotEverything}</dd>}
    </dl>
  )
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="min-w-0 text-muted">{name}</dt>
      <dd className="text-right tabular-nums">{value}</dd>
    </>
  )
}
