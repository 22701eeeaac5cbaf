import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  /** Shown when rendering fails. */
  readonly instead: ReactNode
  /** A change retries rendering. */
  readonly attempt: unknown
}

/** Contains a rendering error, so that the rest of the page stays. */
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
