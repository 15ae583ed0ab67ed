import createFetchClient, { type Client, type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import { csrfHeaders } from "./csrf";
import { asProblem, type Problem, toProblem } from "./problem";
import type { paths } from "./schema";

const plumbing: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(csrfHeaders(request.method))) request.headers.set(name, value);
    request.headers.set("Accept", "application/json");
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await toProblem(response);
    return undefined;
  },
  onError({ error }) {
    return asProblem(error);
  },
};

/** Typed calls to the API. Every failure is a Problem. */
export const api = createFetchClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  credentials: "same-origin",
  // Looked up at each call, so that tests can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
});
api.use(plumbing);

/** Whatever fails arrives as a Problem, not in the shape the schema tells of. */
type Success = 200 | 201 | 202 | 204;
type WithProblem<Operation> = Operation extends { responses: infer Answers }
  ? Omit<Operation, "responses"> & {
      responses: Pick<Answers, Extract<keyof Answers, Success>> & { default: { content: { "application/json": Problem } } };
    }
  : Operation;
type Paths = { [P in keyof paths]: { [M in keyof paths[P]]: WithProblem<paths[P][M]> } };

/** The same as hooks: `$api.useQuery("get", "/api/…")`, `$api.useMutation("post", "/api/…")`. */
export const $api = createQueryClient(api as unknown as Client<Paths>);
