import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const BACKEND = process.env.BYGGVAGEN_BACKEND ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/static/app/",
  plugins: [
    react(),
    // React Aria carries its own strings for 30 locales; only these three are reachable.
    { ...optimizeLocales.vite({ locales: ["sv-SE", "en-US", "ar-AE"] }), enforce: "pre" },
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Django serves dist/index.html as a template and fills in the nonce for each response.
  html: { cspNonce: "{{ request.csp_nonce }}" },
  build: {
    // font-src and img-src are 'self': nothing may become a data: address.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5200,
    proxy: { "/api": BACKEND, "/_allauth": BACKEND },
  },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost/" } },
    setupFiles: ["src/lib/testing/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    // A limit for a busy machine, not a wait.
    testTimeout: 30_000,
    pool: "threads",
    // One module graph per worker instead of one per file: a third of the time.
    isolate: false,
    maxWorkers: 2,
  },
});
