import { Ellipsis, Kanban, List, Lock, Pause, Table2, Trash2, UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, IconButton, LinkButton, TextLink } from "@/ui/Button";
import { AlertDialog, Dialog, DialogActions } from "@/ui/Dialog";
import { KeyHelp } from "@/ui/KeyHelp";
import { useKeyGroup } from "@/ui/keyHints";
import { DefinitionList, ReasonList, TimelineList } from "@/ui/Lists";
import { Menu, MenuItem, MenuSeparator } from "@/ui/Menu";
import { MiniBar } from "@/ui/MiniBar";
import { PageHead } from "@/ui/PageHead";
import { Segmented } from "@/ui/Segmented";
import { Status, type Tone } from "@/ui/Status";
import { Tabs } from "@/ui/Tabs";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { REASONS, STEPS } from "./samples";

const TONES: [Tone, string][] = [
  ["plain", "Öppet"],
  ["draft", "Utkast"],
  ["wait", "Väntar på svar"],
  ["act", "Att granska"],
  ["stop", "Intyg går ut"],
  ["done", "Startad"],
  ["locked", "Låst"],
  ["off", "Avslutad"],
];

export function PartsView() {
  const [open, setOpen] = useState<"dialog" | "alert" | "keys" | null>(null);
  const [view, setView] = useState("tabell");
  const close = () => setOpen(null);
  useKeyGroup(
    useMemo(
      () => ({
        title: "I listan",
        hints: [
          { keys: ["G"], does: "Godkänn" },
          { keys: ["A"], does: "Avvisa" },
          { keys: ["L"], does: "Lås eller lås upp" },
          { keys: ["J", "K"], does: "Nästa, föregående" },
        ],
      }),
      [],
    ),
  );
  return (
    <>
      <PageHead title="Delar" status={<Status tone="locked">Låst</Status>}>
        En knapp, en rad, ett läge i taget.
      </PageHead>
      <div className="stack-lg">
        <section className="stack">
          <h2>Knappar</h2>
          <div className="row">
            <Button variant="primary" marked icon={UserPlus}>
              Registrera deltagare
            </Button>
            <Button variant="primary">Spara</Button>
            <Button>Avvisa</Button>
            <Button variant="quiet">Visa allt</Button>
            <Button variant="danger" icon={Trash2}>
              Gallra 14 deltagare
            </Button>
            <Button isDisabled>Kräver ditt ja</Button>
            <Button variant="primary" isPending>
              Sparar
            </Button>
            <LinkButton href="/galleri?vy=lista">Till förslagen</LinkButton>
            <IconButton icon={Lock} label="Lås Aminas plats" />
          </div>
          <div className="row">
            <Button size="sm" variant="primary">
              Liten
            </Button>
            <Button size="sm">Liten</Button>
            <Segmented
              label="Visa som"
              value={view}
              onChange={setView}
              options={[
                { value: "tabell", label: "Tabell", icon: Table2 },
                { value: "kort", label: "Kort", icon: List },
                { value: "tavla", label: "Tavla", icon: Kanban },
              ]}
            />
            <span>
              Läs mer <TextLink href="/galleri">om modellen</TextLink>.
            </span>
          </div>
        </section>
        <section className="stack">
          <h2>Lägen</h2>
          <div className="row">
            {TONES.map(([tone, word]) => (
              <Status key={tone} tone={tone}>
                {word}
              </Status>
            ))}
          </div>
        </section>
        <section className="stack">
          <h2>Platser</h2>
          <MiniBar label="Armerare, Kolkajen" counts={{ asked: 8, proposed: 2, confirmed: 2, started: 1 }} />
          <MiniBar label="Snickare, Barkarby" counts={{ asked: 24, proposed: 6, confirmed: 5, started: 4 }} />
          <MiniBar label="Målare, Norra" counts={{ asked: 1, proposed: 0, confirmed: 0, started: 0 }} />
        </section>
        <section className="stack">
          <h2>Flikar och listor</h2>
          <Tabs
            label="Deltagare"
            tabs={[
              { id: "vag", label: "Väg", content: <TimelineList label="Väg" steps={STEPS} /> },
              { id: "varfor", label: "Varför?", count: 5, content: <ReasonList reasons={REASONS} /> },
              {
                id: "uppgifter",
                label: "Uppgifter",
                content: (
                  <DefinitionList
                    items={[
                      { term: "Namn", value: "Amina Warsame", action: <TextLink href="/galleri">Rätta</TextLink> },
                      { term: "Telefon", value: <bdi data-ltr>070-174 06 05</bdi> },
                      { term: "Körkort", value: undefined },
                    ]}
                  />
                ),
              },
            ]}
          />
        </section>
        <section className="stack">
          <h2>Ovanpå</h2>
          <div className="row">
            <Button onPress={() => setOpen("dialog")}>Avvisa förslag</Button>
            <Button onPress={() => setOpen("alert")}>Gallra</Button>
            <Button onPress={() => setOpen("keys")}>Kortkommandon</Button>
            <Button onPress={() => toast("Förslaget är godkänt.", { undo: () => toast("Ångrat.") })}>Visa besked</Button>
            <Menu trigger={<IconButton icon={Ellipsis} label="Mer för Amina" />} label="Mer för Amina">
              <MenuItem icon={Lock}>Lås plats</MenuItem>
              <MenuItem icon={Pause} isUnavailable note="Kräver kandidatens ja">
                Flytta till Erbjuden
              </MenuItem>
              <MenuSeparator />
              <MenuItem icon={Trash2} isDanger>
                Avsluta
              </MenuItem>
            </Menu>
          </div>
        </section>
      </div>
      <Dialog title="Avvisa förslaget" isOpen={open === "dialog"} onClose={close}>
        <p>Ska Amina inte föreslås till Slakthuset igen?</p>
        <TextField label="Skäl" rows={3} autoFocus />
        <DialogActions>
          <Button variant="primary" onPress={close}>
            Avvisa förslag
          </Button>
          <Button onPress={close}>Avbryt</Button>
        </DialogActions>
      </Dialog>
      <AlertDialog title="Gallra 14 deltagare?" isOpen={open === "alert"} onClose={close} confirm="Gallra 14 deltagare" onConfirm={close}>
        <p>Uppgifterna tas bort för gott. Det går inte att ångra.</p>
      </AlertDialog>
      <KeyHelp isOpen={open === "keys"} onClose={close} />
    </>
  );
}
