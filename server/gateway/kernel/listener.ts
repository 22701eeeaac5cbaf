/** Through which listener something came. What comes through `remote` never counts as this machine. */
export type ListenerKind = 'loopback' | 'remote'
