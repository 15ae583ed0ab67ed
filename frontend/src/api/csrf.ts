let fromSession: string | null = null;

/** Kept from /api/session/; used when the cookie cannot be read. */
export function rememberCsrfToken(token: string): void {
  fromSession = token;
}

/** Django changes the token at login and the cookie follows, so the cookie is asked first. */
export function csrfToken(): string | null {
  const cookie = document.cookie
    .split("; ")
    .find((pair) => pair.startsWith("csrftoken=") || pair.startsWith("__Host-csrftoken="));
  return cookie ? decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)) : fromSession;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export function csrfHeaders(method: string): Record<string, string> {
  const token = SAFE.has(method.toUpperCase()) ? null : csrfToken();
  return token === null ? {} : { "X-CSRFToken": token };
}
