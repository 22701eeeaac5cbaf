import type { Storage } from '#shared/operations/resources.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { vaults } from './vaults.ts'

const names: Readonly<Record<Storage['items'][number]['kind'], string>> = {
  sessions: 'Sessions and their events',
  homeport: 'Sign-ins, devices and the audit log',
  changes: 'What files were before Claude changed them',
  transcript_copies: 'Copies of transcripts',
  database_copies: 'Databases before an update',
  history_index: 'Index of the history',
  logs: 'Logs',
  workspaces: 'Folders that Homeport keeps',
  trash: 'Deleted files',
  other: 'Everything else',
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
      <Line name="Claude Code’s own transcripts" value={bytes(transcripts.bytes)} />
      <Line name="Free on this disk" value={`${bytes(disk.free_bytes)} of ${bytes(disk.total_bytes)}`} />
      <dt className="col-span-2 mt-2 font-medium">Vault</dt>
      <dd className="col-span-2 text-muted">{vault.problem ?? `${vaults[vault.kind]}. It works.`}</dd>
      <dt className="col-span-2 mt-2 font-medium">Data directory</dt>
      <dd className="col-span-2 font-mono text-xs wrap-anywhere text-muted">{storage.data_dir}</dd>
      {storage.is_partial && <dd className="col-span-2 text-muted">There is more: not everything was counted.</dd>}
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
