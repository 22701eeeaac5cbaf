/** The socket, as people are told about it: in words, never only as a colour. Times are ms since 1970. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  /** Lost; tries again by itself at `retry_at`. `shown_at`: how old what the page shows is; null if it shows nothing. */
  | { readonly kind: 'reconnecting'; readonly retry_at: number; readonly shown_at: number | null }
  | { readonly kind: 'offline'; readonly shown_at: number | null }
  /** The server knows no credential of this browser. Nothing is retried. `isForGood`: somebody ended the sign-in just now. */
  | { readonly kind: 'signed_out'; readonly isForGood: boolean }
  /** The server said goodbye for good. Nothing is retried until the person asks. */
  | { readonly kind: 'gone' }
