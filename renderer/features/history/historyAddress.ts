/** What the page shows, as its address says: `/history?q=pool&project=/srv/api&open=…`. Empty: not asked for. */
export interface HistoryAddress {
  readonly q: string
  readonly project: string
  /** The last so many days. */
  readonly days: string
  readonly model: string
  readonly source: string
  /** The conversation that is open. */
  readonly open: string
  /** Its branch; empty: what a resume goes on with. */
  readonly leaf: string
  /** The message that it is opened at. */
  readonly at: string
}

export const noHistoryAddress: HistoryAddress = {
  q: '',
  project: '',
  days: '',
  model: '',
  source: '',
  open: '',
  leaf: '',
  at: '',
}

const names = Object.keys(noHistoryAddress)

/** Reads the query of an address. */
export function readHistoryAddress(search: string): HistoryAddress {
  const params = new URLSearchParams(search)
  const given = names.map((name) => [name, params.get(name) ?? ''] as const)
  return { ...noHistoryAddress, ...Object.fromEntries(given) }
}

/** The address that shows this. */
export function historyPath(shown: Partial<HistoryAddress>): string {
  const given = Object.entries(shown).filter(([, value]) => value !== '')
  return given.length === 0 ? '/history' : `/history?${new URLSearchParams(given)}`
}
