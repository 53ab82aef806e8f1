import { expect, type Page, test } from "@playwright/test";
import { inDatabase } from "./database";
import { alive, expectAccessible, expectNoOverflow, signIn } from "./support";

const NAME = "Universal transactions, Horario laboral";

test.describe("in Spanish", () => {
  test.use({ locale: "es-MX" });

  const row = (page: Page) =>
    page.getByRole("listitem").filter({ has: page.getByRole("button", { name: `Editar ${NAME}` }) });

  test("an admin edits a schedule, and sees in words what it will do and when", async ({ page }) => {
    await signIn(page, "admin", "/settings/schedules");
    await alive(page);
    await expect(row(page)).toContainText("cada 15 minutos, lun–vie 9:00–18:45, Ciudad de México");
    await expect(row(page)).toContainText(/Siguientes: \S+ \d\d:\d\d · \S+ \d\d:\d\d · \S+ \d\d:\d\d/);

    await row(page)
      .getByRole("button", { name: `Editar ${NAME}` })
      .click();
    const dialog = page.getByRole("dialog", { name: `Editar ${NAME}` });
    const cron = dialog.getByLabel("Cron");
    const preview = dialog.locator("[data-preview]");
    await cron.fill("61 * * * *");
    await expect(dialog.getByText("No es una expresión cron de cinco campos.")).toBeVisible();
    await expect(cron).toHaveAttribute("aria-invalid", "true");
    await expect(dialog.getByRole("button", { name: "Guardar" })).toBeDisabled();
    await cron.fill("*/10 8-11 * * 1-5");
    await expect(preview).toContainText("cada 10 minutos, lun–vie 8:00–11:50, Ciudad de México");
    await expect(preview.locator("time")).toHaveCount(3);
    await dialog.getByLabel("Zona horaria").fill("Marte/Olimpo");
    await expect(dialog.getByText("No existe esa zona horaria.")).toBeVisible();
    await dialog.getByLabel("Zona horaria").fill("Europe/Madrid");
    await expect(preview).toContainText("lun–vie 8:00–11:50, Madrid");
    await expectAccessible(page);
    await expectNoOverflow(page);
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(dialog).toBeHidden();
    await expect(row(page)).toContainText("cada 10 minutos, lun–vie 8:00–11:50, Madrid");

    // Back to what it was, by the preset.
    await row(page)
      .getByRole("button", { name: `Editar ${NAME}` })
      .click();
    await dialog.getByRole("button", { name: "Horario laboral, cada 15 min" }).click();
    await dialog.getByLabel("Zona horaria").fill("America/Mexico_City");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(row(page)).toContainText("cada 15 minutos, lun–vie 9:00–18:45, Ciudad de México");
  });

  test("switches one off and on, adds one and removes it after asking", { tag: "@any-width" }, async ({
    page,
  }) => {
    await signIn(page, "admin", "/settings/schedules");
    await alive(page);
    await page.getByRole("button", { name: `Apagar ${NAME}` }).click();
    await page.getByRole("button", { name: `Encender ${NAME}` }).click();
    await expect(page.getByRole("button", { name: `Apagar ${NAME}` })).toBeVisible();

    await page.getByRole("button", { name: "Agregar un horario" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Vista").selectOption({ label: "Todas las vistas" });
    await dialog.getByLabel("Nombre").fill("events");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(dialog.getByText("Ya hay un horario con ese nombre.")).toBeVisible();
    await dialog.getByLabel("Nombre").fill("nightly");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: "Quitar Todas las vistas, Nocturno" }).click();
    await expect(dialog).toContainText("Todas las vistas, Nocturno: diario a las 3:00, Ciudad de México.");
    await dialog.getByRole("button", { name: "Quitarlo" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Quitar Todas las vistas, Nocturno" })).toHaveCount(0);
  });

  test("a CEO reads them, and has nothing to press", { tag: "@any-width" }, async ({ page }) => {
    await signIn(page, "ceo", "/settings/schedules");
    await expect(page.getByText("Solo administración cambia los horarios.")).toBeVisible();
    await expect(page.getByText("cada 5 minutos, Ciudad de México")).toBeVisible();
    await expect(page.getByRole("button", { name: /^(Editar|Apagar|Quitar|Agregar)/ })).toHaveCount(0);
  });
});

test.describe("views that read views", () => {
  test.beforeAll(() =>
    inDatabase((sql) =>
      sql.unsafe(`
        create materialized view ventas_mensuales_mv as
          select date_trunc('month', dia)::date as mes, sum(total) as total from ventas_por_sucursal_mv group by 1;
        create unique index on ventas_mensuales_mv (mes);
        select frescura.register('ventas_mensuales_mv', p_title => 'Ventas mensuales');
        select frescura.refresh('ventas-mensuales', 'test')`),
    ),
  );
  test.afterAll(() =>
    inDatabase((sql) =>
      sql.unsafe(`
        delete from frescura.views where slug = 'ventas-mensuales'; drop materialized view ventas_mensuales_mv`),
    ),
  );

  test("are drawn on the overview, in words too, and on their own page", async ({ page, isMobile }) => {
    await signIn(page, "ceo");
    const graph = page.locator("[data-graph]");
    await expect(graph.locator('[data-node="ventas-por-sucursal"]')).toBeVisible();
    await expect(graph.locator('[data-node="ventas-mensuales"]')).toContainText("Reads Ventas por sucursal");
    await expect(graph.locator('[data-node="ventas-mensuales"] [data-status]')).toBeVisible();
    if (!isMobile) await expect(graph.locator("svg > path")).toHaveCount(2);
    // The demo's own chain.
    await expect(graph.locator('[data-node="ventas-diarias"]')).toContainText("Reads Universal transactions");
    await expectAccessible(page);
    await expectNoOverflow(page);

    await graph.getByRole("link", { name: "Ventas mensuales" }).click();
    await page.waitForURL(/\/views\/ventas-mensuales/);
    const panel = page.getByRole("region", { name: "What is it made of?" });
    await expect(panel.getByRole("link", { name: "Ventas por sucursal" }).first()).toBeVisible();
    await panel.getByText("Definition in SQL").click();
    await expect(panel.locator("pre")).toContainText("date_trunc");
    const refreshes = page.locator("[data-schedules]");
    await expect(refreshes).toContainText("every hour, Mexico City");
    // What drains, verifies or looks for what would be late is no refresh of this view.
    await expect(refreshes.locator("dd")).toHaveCount(2);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
});
