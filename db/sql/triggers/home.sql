-- Where this installation lives, as a dump will carry it along. Not renewed: a restored one has moved until it is refreshed.
insert into public.mv_settings (key, value) select 'home', to_jsonb(public.mv_home()) where public.mv_home() is not null
on conflict (key) do nothing;
