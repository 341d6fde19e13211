/** Whether the database could not be reached or had no room: nobody knows whether anything was written; a later try may do. */
export function isUnreachable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') {
    // Connection exceptions, shutdowns, resources, statement timeout; then those of the socket.
    return (
      /^(08|53|57P)/.test(code) || code === '57014' || /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(code)
    );
  }
  // pg's own, which carry no code.
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message,
    )
  );
}
