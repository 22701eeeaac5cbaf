import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  /** What stands there instead, when drawing fails. */
  readonly instead: ReactNode
  /** Another one, and drawing is tried again: what failed may have changed. */
  readonly attempt: unknown
}

/** Keeps what cannot be drawn from taking the page with it. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean; readonly attempt: unknown }> {
  override state = { failed: false, attempt: this.props.attempt }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  static getDerivedStateFromProps({ attempt }: Props, state: { readonly attempt: unknown }) {
    return attempt === state.attempt ? null : { failed: false, attempt }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
