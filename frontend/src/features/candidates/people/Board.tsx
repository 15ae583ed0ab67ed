import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowRightLeft } from "lucide-react";
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { $api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import type { components } from "@/api/schema";
import { type MessageId, T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { StaleBanner } from "@/ui/Banner";
import { IconButton, TextLink } from "@/ui/Button";
import { useKeyGroup } from "@/ui/keyHints";
import { Menu, MenuItem } from "@/ui/Menu";
import { SkeletonRows } from "@/ui/Skeleton";
import { ErrorState } from "@/ui/States";
import { Status } from "@/ui/Status";
import { toast } from "@/ui/toasts";
import type { Query } from "../list/filters";
import { type Move, move, type Row, useRefresh } from "./api";
import { Certificates } from "./facts";
import { ReasonDialog } from "./ReasonDialog";
import styles from "./people.module.css";

type BoardData = components["schemas"]["Board"];

/** Where a move has a way back that leads to the same state. */
const UNDO: Record<string, string> = { mark_ready: "to_draft", to_draft: "mark_ready" };

function undoOf(row: Row, action: string): string | undefined {
  return action === "rest" && row.state.code === "ready" ? "resume" : UNDO[action];
}

interface Asked {
  row: Row;
  to: Move;
}

interface BoardProps {
  query: Query;
  showsCoach: boolean;
  hrefOf: (state: string) => string;
  /** Instead of columns when nobody stands in any. */
  empty: ReactNode;
}

/** Columns are the states. A card is moved by its menu (M), where every other state says why it can or cannot. */
export function Board({ query, showsCoach, hrefOf, empty }: BoardProps) {
  const t = useT();
  const { page: _, page_size: __, ordering: ___, ...filters } = query;
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery({
    ...$api.queryOptions("get", "/api/candidates/board/", { params: { query: filters } }),
    placeholderData: keepPreviousData,
  });
  const board = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<Asked | null>(null);
  const refresh = useRefresh();
  useMoveKey(board);
  // A moved card is drawn anew in another column; whoever moved it goes on from there.
  const [followed, setFollowed] = useState<string | null>(null);
  const letGo = useCallback(() => setFollowed(null), []);

  const run = async ({ row, to }: Asked, reason = "") => {
    const now = await move(row, to.action, reason);
    setAsking(null);
    const { data: after } = await refetch();
    setFollowed(now.id);
    void refresh();
    const back = undoOf(row, to.action);
    toast(placeWords(after, now.id, t), {
      ...(back &&
        now.allowed_actions.includes(back) && {
          undo: () =>
            void move(now, back)
              .then(() => toast(t("people.undone")))
              .catch((problem: unknown) => toast(describeProblem(problem, t).what, { tone: "stop" }))
              .finally(() => void refresh()),
        }),
    });
  };
  const choose = (asked: Asked) => {
    if (asked.to.needs_reason) return setAsking(asked);
    return void run(asked).catch((problem: unknown) => {
      toast(describeProblem(problem, t).what, { tone: "stop" });
      void refresh();
    });
  };

  return (
    <div ref={board}>
      {error && !data && <ErrorState {...describeProblem(error, t)} onRetry={() => void refetch()} />}
      {isPending && <SkeletonRows label={t("people.board")} rows={8} columns={6} />}
      {error && data && <StaleBanner since={new Date(dataUpdatedAt)} onRefresh={() => void refetch()} />}
      {data?.columns.every(({ count }) => count === 0) && empty}
      {/* It scrolls with the arrows from any card in it. */}
      <div className={styles.board} role="region" aria-label={t("people.board")} hidden={!data?.columns.some(({ count }) => count > 0)}>
        {data?.columns.map(({ state, count, cards }) => (
          <section key={state.code} className={styles.column} aria-labelledby={`column-${state.code}`}>
            <div className={styles.columnHead}>
              <h2 id={`column-${state.code}`}>{state.label}</h2>
              <span>{count}</span>
            </div>
            <ul className={styles.stack}>
              {cards.map(({ candidate, moves }) => (
                <Tile
                  key={candidate.id}
                  row={candidate}
                  moves={moves}
                  showsCoach={showsCoach}
                  isFollowed={followed === candidate.id}
                  onFollowed={letGo}
                  onMove={(to) => choose({ row: candidate, to })}
                />
              ))}
            </ul>
            {count > cards.length && (
              <TextLink href={hrefOf(state.code)}>
                <T id="people.showAll" values={{ count }} />
              </TextLink>
            )}
          </section>
        ))}
      </div>
      {asking && (
        <ReasonDialog
          title={t("people.moveTo", { name: asking.row.name, state: asking.to.target_label })}
          effect={asking.to.action === "close" ? "card.closeEffect" : "card.restEffect"}
          confirm={t("people.move")}
          onClose={() => setAsking(null)}
          onSend={(reason) => run(asking, reason)}
        />
      )}
    </div>
  );
}

/** "Flyttad till Vilar, plats 2 av 7." */
function placeWords(board: BoardData | undefined, id: string, t: ReturnType<typeof useT>): string {
  for (const { state, count, cards } of board?.columns ?? []) {
    const place = cards.findIndex(({ candidate }) => candidate.id === id);
    if (place >= 0) return t("people.movedTo", { state: state.label, place: place + 1, count });
  }
  return t("people.moved");
}

function useMoveKey(board: RefObject<HTMLElement | null>): void {
  const t = useT();
  useListKeys(
    board,
    useMemo(
      () => ({
        m: () => {
          const card = document.activeElement?.closest("[data-card]");
          card?.querySelector<HTMLElement>("[data-move]")?.click();
        },
      }),
      [],
    ),
  );
  useKeyGroup(
    useMemo(() => ({ title: t("people.board"), hints: [{ keys: ["M"], does: t("people.move") }] }), [t]),
  );
}

interface TileProps {
  row: Row;
  moves: readonly Move[];
  showsCoach: boolean;
  /** Just moved here by this user, whose focus goes along. */
  isFollowed: boolean;
  onFollowed: () => void;
  onMove: (to: Move) => void;
}

function Tile({ row, moves, showsCoach, isFollowed, onFollowed, onMove }: TileProps) {
  const t = useT();
  const tile = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isFollowed) return;
    tile.current?.querySelector<HTMLElement>("[data-move]")?.focus();
    onFollowed();
  }, [isFollowed, onFollowed]);
  const words: MessageId = row.is_stalled ? "people.stalledDays" : "people.days";
  const days = t(words, { days: row.days_in_state });
  const label = t("people.moveOf", { name: row.name });
  return (
    <li ref={tile} className={styles.tile} data-card>
      <TextLink href={`/deltagare/${row.id}`}>
        <bdi>{row.name}</bdi>
      </TextLink>
      <Menu label={label} trigger={<IconButton icon={ArrowRightLeft} label={label} data-move={row.id} />}>
        {[...moves.filter(({ action }) => action), ...moves.filter(({ action }) => !action)].map((to) => (
          <MenuItem
            key={to.target}
            id={to.target}
            isUnavailable={!to.action}
            {...(to.why_not && { note: to.why_not })}
            onAction={() => onMove(to)}
          >
            {to.target_label}
          </MenuItem>
        ))}
      </Menu>
      {row.next_step && <p>{row.next_step}</p>}
      {row.is_stalled ? (
        <p>
          <Status tone="act">{days}</Status>
        </p>
      ) : (
        <p className={styles.quiet}>{days}</p>
      )}
      {row.certificate_warnings.length > 0 && (
        <p>
          <Certificates row={row} />
        </p>
      )}
      {showsCoach && (
        <p className={styles.quiet}>
          <bdi>{row.coach.name}</bdi>
        </p>
      )}
    </li>
  );
}
